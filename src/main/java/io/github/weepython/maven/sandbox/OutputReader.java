package io.github.weepython.maven.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads what a job prints, which may never end, or never end a line. */
public final class OutputReader {
  /** A longer line is told in pieces. */
  public static final int LONGEST = 1 << 16;

  private final Consumer<String> lines;
  private final long most;

  /**
   * @param lines hears each line
   * @param most how many bytes a job may print
   */
  public OutputReader(Consumer<String> lines, long most) {
    this.lines = lines;
    this.most = most;
  }

  /**
   * Reads to the end.
   *
   * @throws SandboxException when the job prints too much
   */
  public void read(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 13];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long all = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all += n;
      if (all > most) {
        throw new SandboxException(
            "The job was ended: it printed more than %d bytes. The last lines above show what repeats."
                .formatted(most));
      }
      take(buffer, n, line);
    }
    if (line.size() > 0) {
      tell(line);
    }
  }

  private void take(byte[] bytes, int length, ByteArrayOutputStream line) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        tell(line);
      } else {
        line.write(bytes[i]);
        if (line.size() == LONGEST) {
          tell(line);
        }
      }
    }
  }

  private void tell(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
