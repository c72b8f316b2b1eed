package io.github.weepython.maven.output;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.archive.Utf8Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One text for equal values, in every run of Java: maps and sets are sorted, which their {@code
 * toString} is not; a file is described by its length and time, a folder by all files in it. A
 * value of an unknown kind is like nothing else, so that two texts are never equal by mistake.
 */
public final class SpecFingerprint {
  private SpecFingerprint() {}

  public static String text(Object value) {
    if (value instanceof Record record) {
      return record(record);
    }
    if (value instanceof Map<?, ?> map) {
      return sorted(map.entrySet().stream().map(e -> text(e.getKey()) + "=" + text(e.getValue())));
    }
    if (value instanceof Path path) {
      return file(path);
    }
    if (value instanceof Set<?> set) {
      return sorted(set.stream().map(SpecFingerprint::text));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(SpecFingerprint::text).toList().toString();
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(SpecFingerprint::text).orElse("-");
    }
    if (value instanceof URI uri && FileUrl.is(uri)) {
      return FileUrl.path(uri).map(SpecFingerprint::file).orElseGet(() -> plain(uri));
    }
    return plain(value);
  }

  private static String record(Record record) {
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      parts.add(component.getName() + ":" + text(value(record, component.getAccessor())));
    }
    return record.getClass().getSimpleName() + parts;
  }

  private static Object value(Record record, Method accessor) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String plain(Object value) {
    boolean known =
        value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Enum<?>
            || value instanceof Instant
            || value instanceof OptionalInt
            || value instanceof OptionalLong
            || value instanceof URI;
    String text = value.toString();
    return known
        ? text.length() + "'" + text
        : value.getClass().getName() + "@" + System.identityHashCode(value) + System.nanoTime();
  }

  private static String sorted(Stream<String> texts) {
    return texts.sorted().toList().toString();
  }

  private static String file(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        return state(path);
      }
      try (Stream<Path> below = Files.walk(path)) {
        return sorted(below.map(SpecFingerprint::entry));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A link's target, and what it leads to: some copy the one, others the other. */
  private static String entry(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        String target = Utf8Paths.text(Files.readSymbolicLink(path));
        return target + " " + (Files.isDirectory(path) ? path.toString() : state(path));
      }
      return Files.isDirectory(path) ? mode(path) + " " + path : state(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Length, time, permissions and name; the name alone where there is no such file. */
  static String state(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.size()
          + " "
          + found.lastModifiedTime().toInstant()
          + " "
          + mode(file)
          + " "
          + file;
    } catch (NoSuchFileException e) {
      return file.toString();
    }
  }

  /** As {@code ls -l} shows it; empty where the disk has none. */
  private static String mode(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? "" : PosixFilePermissions.toString(view.readAttributes().permissions());
  }
}
