package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <site>}. */
public final class SiteElement {
  /** A folder of wheels. */
  private @Nullable File wheelhouse;

  /** What is installed, one {@code name==version --hash=sha256:...} a line. */
  private @Nullable File requirements;

  /** A simple index, as pip's {@code --index-url} has it. */
  private @Nullable String index;

  Site site() {
    return new Site(
        Optional.ofNullable(wheelhouse).map(File::toPath),
        Optional.ofNullable(requirements).map(File::toPath),
        Optional.ofNullable(index).map(SiteElement::url));
  }

  private static URI url(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new SpecException("'" + text + "' of <site>'s <index> is no URL.", e);
    }
  }
}
