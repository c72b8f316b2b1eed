package io.github.weepython.maven.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which wee this is. */
final class WeeVersion {
  private static final String FILE =
      "/META-INF/maven/io.github.weepython/wee-maven-plugin/pom.properties";

  private WeeVersion() {}

  /** As Maven wrote it into the jar; of classes that are in none, {@code unknown}. */
  static String get() {
    try (InputStream in = WeeVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
