package io.github.weepython.maven;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what people and logs get to see: those that this process was told, wherever
 * they stand (a server may repeat what it was sent), and whatever looks like one.
 */
public final class Secrets {
  private static final String MASK = "***";

  /** A shorter one would blank out parts of ordinary words. */
  private static final int SHORTEST = 5;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  /** User and password of a URL; of ssh and the like, a user alone is no secret. */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "(?i)(https?://)[^\\s/?#\"'<>]*@|([a-z][a-z0-9+.-]*://[^\\s/?#\"'<>:@]*:)[^\\s/?#\"'<>]*@");

  private static final Pattern QUERY =
      Pattern.compile(
          "(?i)([?&;](?:[a-z_-]*token|[a-z_-]*password|passwd|secret|[a-z_-]*signature|sig"
              + "|x-amz-credential|awsaccesskeyid|api_?key)=)[^&\\s\"'<>]+");
  private static final Pattern HEADER =
      Pattern.compile("(?i)\\b((?:Basic|Bearer) )(?=[A-Za-z0-9._~+/-]{12,})[A-Za-z0-9._~+/-]+=*");

  private Secrets() {}

  /** From now on this text is shown to nobody. */
  public static void remember(String secret) {
    if (secret.length() >= SHORTEST) {
      KNOWN.add(secret);
    }
  }

  /** For tests, which share a process and have made-up secrets that others have as words. */
  static void forgetAll() {
    KNOWN.clear();
  }

  /** The text, with three stars instead of each secret. */
  public static String mask(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1$2" + MASK + "@");
    masked = QUERY.matcher(masked).replaceAll("$1" + MASK);
    masked = HEADER.matcher(masked).replaceAll("$1" + MASK);
    // The longest first: one may be a part of another.
    for (String secret :
        KNOWN.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      masked = pattern(secret).matcher(masked).replaceAll(MASK);
    }
    return masked;
  }

  /** Not inside of a longer word, nor the name of an element in a hint. */
  private static Pattern pattern(String secret) {
    return Pattern.compile("(?<![A-Za-z0-9<])" + Pattern.quote(secret) + "(?![A-Za-z0-9>])");
  }

  /** What a user wrote for a URL and may be none: all before its last at sign may be a secret. */
  public static String maskUrl(String text) {
    return mask(text.replaceFirst("(?s)^(\\s*[A-Za-z][A-Za-z0-9+.-]*://)?.*@", "$1" + MASK + "@"));
  }

  /** The exception itself, or a copy without its secrets if it or a cause of it holds any. */
  public static @Nullable Throwable mask(@Nullable Throwable thrown) {
    return thrown == null || !holdsSecret(thrown) ? thrown : new MaskedException(thrown);
  }

  private static boolean holdsSecret(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (!mask(each.toString()).equals(each.toString())) {
        return true;
      }
      for (Throwable suppressed : each.getSuppressed()) {
        if (holdsSecret(suppressed)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Another exception's text and stack. */
  private static final class MaskedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String text;

    MaskedException(Throwable of) {
      super(of.getMessage() == null ? null : mask(of.getMessage()), mask(of.getCause()));
      this.text = mask(of.toString());
      setStackTrace(of.getStackTrace());
    }

    @SuppressWarnings("OverrideThrowableToString") // What a stack trace prints is masked too.
    @Override
    public String toString() {
      return text;
    }
  }
}
