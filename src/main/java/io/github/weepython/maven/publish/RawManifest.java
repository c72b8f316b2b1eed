package io.github.weepython.maven.publish;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;

/** A manifest that jib sends byte for byte. */
record RawManifest(@JsonValue @JsonRawValue String json, String mediaType)
    implements ManifestTemplate {
  @Override
  public int getSchemaVersion() {
    return 2;
  }

  @Override
  public String getManifestMediaType() {
    return mediaType;
  }
}
