package io.github.weepython.maven.sandbox.remote;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.github.weepython.maven.sandbox.OutputReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Whole lines out of the pieces in which a container's two streams come, or the one of a pod. */
public final class LineSplitter {
  private final Consumer<String> lines;
  private final Map<StreamType, ByteArrayOutputStream> begun = new EnumMap<>(StreamType.class);

  public LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  public void hear(Frame frame) {
    hear(frame.getStreamType(), frame.getPayload());
  }

  public void hear(StreamType stream, byte[] bytes) {
    ByteArrayOutputStream line = begun.computeIfAbsent(stream, any -> new ByteArrayOutputStream());
    for (byte octet : bytes) {
      if (octet == '\n') {
        tell(line);
      } else {
        line.write(octet);
        if (line.size() == OutputReader.LONGEST) {
          tell(line);
        }
      }
    }
  }

  /** What stands without a line's end is a line as well. */
  public void end() {
    begun.values().stream().filter(each -> each.size() > 0).forEach(this::tell);
  }

  private void tell(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
