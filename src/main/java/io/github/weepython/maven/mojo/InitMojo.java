package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.PomTemplate;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonRequest;
import java.io.File;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Writes a pom that builds, verifies and pushes an image, to start from. */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends AbstractWeeMojo {
  /** Where {@code pom.xml} is written, unless there is one. */
  @Parameter(property = "wee.init.folder", defaultValue = "${user.dir}")
  private File folder;

  /** A CPython release such as {@code 3.14.7}, or a series such as {@code 3.14} for its newest. */
  @Parameter(property = "wee.python", defaultValue = "3.14")
  private String python;

  /** The image's name without tag. */
  @Parameter(property = "wee.image", defaultValue = "localhost:5000/example/python")
  private String image;

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private PluginDescriptor plugin;

  @Override
  boolean skipThis() {
    return false;
  }

  @Override
  void run() {
    getLog()
        .info(
            "Written: "
                + PomTemplate.write(
                    folder.toPath(),
                    PythonRequest.parse(python.strip(), false),
                    ImageName.parse(image.strip()),
                    plugin.getVersion()));
  }
}
