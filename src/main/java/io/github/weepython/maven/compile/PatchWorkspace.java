package io.github.weepython.maven.compile;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.archive.Utf8Paths;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some files of a source in a folder of their own, with all of its directories and links: a daemon
 * gets megabytes of a source and gives them back only for what is to change.
 */
final class PatchWorkspace {
  private final Path source;
  private final Path folder;
  private final Set<String> files;
  private final Set<String> taken = new TreeSet<>();

  private PatchWorkspace(Path source, Path folder, Set<String> files) {
    this.source = source;
    this.folder = folder;
    this.files = files;
  }

  /**
   * Moves the files there; those that there are.
   *
   * @param folder is made
   * @param files relative to the source
   */
  static PatchWorkspace take(Path source, Path folder, Set<String> files) throws IOException {
    PatchWorkspace part = new PatchWorkspace(source, Files.createDirectory(folder), files);
    for (Entry entry : TreeReader.read(source).entries()) {
      part.take(entry);
    }
    return part;
  }

  private void take(Entry entry) throws IOException {
    Path there = Utf8Paths.below(folder, entry.path());
    if (entry.type() == Entry.Type.DIRECTORY) {
      Files.createDirectory(there);
    } else if (files.contains(entry.path())) {
      Files.move(at(entry.path()), there);
      taken.add(entry.path());
    } else if (entry.type() == Entry.Type.SYMLINK) {
      Files.createSymbolicLink(there, Files.readSymbolicLink(at(entry.path())));
    }
  }

  private Path at(String path) {
    return Utf8Paths.below(source, path);
  }

  Path folder() {
    return folder;
  }

  /**
   * Moves back what there is of the files now, also those that the source did not have. A directory
   * that has lost its last file goes, as with patch(1).
   *
   * @param made what the directories of these files say of their time, seconds since the epoch
   */
  void giveBack(long made) throws IOException {
    for (String file : files) {
      Path there = Utf8Paths.below(folder, file);
      if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
        createAll(folders(file));
        Files.move(there, at(file), StandardCopyOption.REPLACE_EXISTING);
        taken.remove(file);
      }
    }
    for (String gone : taken) {
      removeEmpty(folders(gone));
    }
    for (String name : files) {
      for (String parent : folders(name)) {
        if (Files.isDirectory(at(parent), LinkOption.NOFOLLOW_LINKS)) {
          Files.setLastModifiedTime(at(parent), FileTime.from(Instant.ofEpochSecond(made)));
        }
      }
    }
    Files.setLastModifiedTime(source, FileTime.from(Instant.ofEpochSecond(made)));
  }

  private void createAll(List<String> directories) throws IOException {
    for (int i = directories.size() - 1; i >= 0; i--) {
      if (!Files.isDirectory(at(directories.get(i)), LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(at(directories.get(i)));
      }
    }
  }

  private void removeEmpty(List<String> directories) throws IOException {
    try {
      for (String directory : directories) {
        Files.deleteIfExists(at(directory));
      }
    } catch (DirectoryNotEmptyException e) {
      // Its other files stay.
    }
  }

  /** Those on the way to a file, the innermost first. */
  private static List<String> folders(String file) {
    List<String> all = new ArrayList<>();
    for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
      all.add(file.substring(0, slash));
    }
    return all;
  }
}
