package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sign.Attestation;
import java.util.List;

/** A signed image, and statements about it that somebody without the key may forge. */
abstract class AttackRig extends TrustRig {
  final Digest image() {
    return images.digests().get(1);
  }

  final List<String> failures() {
    return check("@" + image().oci()).failures();
  }

  /** A bundle of one statement, changed in its envelope. */
  final ObjectNode bundle() throws Exception {
    return (ObjectNode)
        JSON.readTree(
            new Attestation(Attestation.OPENVEX, JSON.createObjectNode()).bundle(image(), key));
  }
}
