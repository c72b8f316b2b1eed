package io.github.weepython.maven.store;

import io.github.weepython.maven.digest.Digest;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A process that uses an entry of a cache until its standard input ends. */
final class StoreUser {
  private StoreUser() {}

  static Process start(Path root, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            place(StoreUser.class) + File.pathSeparator + place(Store.class),
            StoreUser.class.getName(),
            root.toString(),
            name)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Where a class was loaded from, as a class path has it. */
  static String place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  public static void main(String[] arguments) throws Exception {
    Store store = new Store(Path.of(arguments[0]));
    boolean found = store.findFile("lock", Digest.of(arguments[1])).isPresent();
    System.out.println(found ? "found" : "missing");
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
