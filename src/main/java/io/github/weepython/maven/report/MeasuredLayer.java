package io.github.weepython.maven.report;

import java.util.List;

/**
 * One layer.
 *
 * @param raw bytes of its tar
 * @param packed bytes of its blob
 * @param files what is in it
 */
record MeasuredLayer(String title, String digest, long raw, long packed, List<SizeEntry> files) {
  MeasuredLayer {
    files = List.copyOf(files);
  }
}
