package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.site.RecordRow;
import io.github.weepython.maven.site.Wheel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which project each file of an installed tree is of, as the RECORD files say. */
final class DistributionFiles {
  private static final Pattern RECORD =
      Pattern.compile("(.*/site-packages|.*/dist-packages)/([^/]+)-[^/-]+\\.dist-info/RECORD");

  /** Of METADATA, before its description. */
  private static final Pattern NAME = Pattern.compile("(?mi)^Name:[ \\t]*(\\S+)\\s*$");

  private static final Pattern CACHED =
      Pattern.compile("(.*/)?__pycache__/([^/]+)\\.cpython-[^/]+\\.pyc");

  private final Map<String, String> projects = new HashMap<>();

  private DistributionFiles() {}

  static DistributionFiles of(FileTree tree) throws IOException {
    DistributionFiles files = new DistributionFiles();
    for (Entry entry : tree.entries()) {
      Matcher record = RECORD.matcher(entry.path());
      if (record.matches()) {
        String project = Wheel.normalized(name(tree, entry).orElse(record.group(2)));
        for (RecordRow row : rows(entry)) {
          files.projects.put(path(record.group(1), row.path()), project);
        }
      }
    }
    return files;
  }

  /** As the METADATA beside RECORD has it, whose folder may be called otherwise. */
  private static Optional<String> name(FileTree tree, Entry record) throws IOException {
    Optional<Entry> metadata = tree.get(record.path().replaceFirst("RECORD$", "METADATA"));
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    String text = new String(metadata.get().content().readAll(), StandardCharsets.UTF_8);
    Matcher name = NAME.matcher(text.split("\r?\n\r?\n", 2)[0]);
    return name.find() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private static List<RecordRow> rows(Entry record) throws IOException {
    return RecordRow.parse(new String(record.content().readAll(), StandardCharsets.UTF_8));
  }

  private static String path(String library, String row) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : (row.startsWith("/") ? row : library + "/" + row).split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return String.join("/", names); // Not by Path, which knows ASCII alone in the C locale.
  }

  /** The project's normalized name; none for what no RECORD names. */
  private Optional<String> project(String path) {
    Matcher cached = CACHED.matcher(path);
    String recorded =
        cached.matches()
            ? (cached.group(1) == null ? "" : cached.group(1))
                + cached.group(2).replaceFirst("\\.opt-\\d$", "")
                + ".py"
            : path;
    return Optional.ofNullable(projects.getOrDefault(path, projects.get(recorded)));
  }

  /**
   * The part of the tree that is of some projects, with the folders that it is in.
   *
   * @param chosen looks at a normalized name, or at the empty one of files that are nobody's
   */
  FileTree part(FileTree tree, Predicate<String> chosen) {
    FileTree part = new FileTree();
    for (Entry entry : tree.entries()) {
      if (entry.type() != Entry.Type.DIRECTORY && chosen.test(project(entry.path()).orElse(""))) {
        part.put(entry);
      }
    }
    return withFolders(part, tree);
  }

  /** Adds the folders of what is there. */
  static FileTree withFolders(FileTree part, FileTree tree) {
    FileTree result = new FileTree();
    result.putAll(part);
    for (Entry entry : part.entries()) {
      for (int i = entry.path().indexOf('/'); i > 0; i = entry.path().indexOf('/', i + 1)) {
        tree.get(entry.path().substring(0, i)).ifPresent(result::put);
      }
    }
    return result;
  }

  /**
   * A tree whose RECORD files name what is there: a module that is there in compiled form alone as
   * that, and nothing that was left out.
   */
  static FileTree recorded(FileTree tree) throws IOException {
    FileTree result = new FileTree();
    result.putAll(tree);
    for (Entry entry : tree.entries()) {
      Matcher record = RECORD.matcher(entry.path());
      if (record.matches()) {
        Stream.Builder<RecordRow> rows = Stream.builder();
        for (RecordRow row : rows(entry)) {
          row(tree, record.group(1), row).ifPresent(rows);
        }
        Content text = Content.of(RecordRow.text(rows.build()));
        result.put(
            new Entry(
                entry.path(),
                entry.type(),
                entry.mode(),
                entry.uid(),
                entry.gid(),
                entry.mtime(),
                entry.link(),
                text));
      }
    }
    return result;
  }

  private static Optional<RecordRow> row(FileTree tree, String library, RecordRow row)
      throws IOException {
    String path = path(library, row.path());
    if (tree.get(path).isPresent()) {
      return Optional.of(row);
    }
    Optional<Entry> compiled = row.path().endsWith(".py") ? tree.get(path + "c") : Optional.empty();
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    Content content = compiled.get().content();
    try (InputStream in = content.open()) {
      byte[] digest = HexFormat.of().parseHex(Digest.of(in).hex());
      String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
      return Optional.of(new RecordRow(row.path() + "c", "sha256=" + hash, content.size() + ""));
    }
  }
}
