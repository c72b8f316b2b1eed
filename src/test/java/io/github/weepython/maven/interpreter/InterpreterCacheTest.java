package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterCacheTest {
  private static final Digest KEY = Digest.of("all that it depends on");
  private static final InterpreterRepository.Coordinates WEE =
      new InterpreterRepository.Coordinates("wee", "3.13.5-" + KEY.hex(), "linux-amd64");

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private FolderRepository repository;
  private Path output;
  private Path target;

  @BeforeEach
  void emptyFolders() throws IOException {
    repository = new FolderRepository(Files.createDirectory(folder.resolve("repository")));
    target = Files.createDirectory(folder.resolve("target"));
    output = folder.resolve("output");
  }

  private Store storeWithTree() {
    Store store = new Store(folder.resolve("first"));
    store.directory(
        InterpreterBuilder.KIND,
        KEY,
        tree -> {
          Files.writeString(Files.createDirectory(tree.resolve("local")).resolve("p"), "3");
          sharing(store).own(KEY, tree);
        });
    return store;
  }

  private InterpreterCache sharing(Store store) {
    return new InterpreterCache(Optional.of(repository), store, progress(), 2);
  }

  private void deploy() {
    sharing(storeWithTree()).layOut(WEE, KEY, output);
    new InterpreterDeployer(repository, progress()).deploy(output);
  }

  @Test
  void whatOneMachineDeploysAnotherDoesNotCompile() {
    deploy();

    assertThat(sharing(new Store(folder.resolve("second"))).get(WEE, KEY, target)).isTrue();
    assertThat(target.resolve("local/p")).hasContent("3");
  }

  @Test
  void asksForNothingWhereNothingIsShared() {
    InterpreterCache none = new InterpreterCache(Optional.empty(), storeWithTree(), progress(), 2);
    none.layOut(WEE, KEY, output);

    assertThat(none.any()).isFalse();
    assertThat(none.get(WEE, KEY, target)).isFalse();
    assertThat(output).doesNotExist();
    assertThat(told).isEmpty();
  }

  @Test
  void compilesWhatIsNotThere() {
    assertThat(sharing(storeWithTree()).get(WEE, KEY, target)).isFalse();
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void compilesWithAWarningWhereTheRepositoryIsAway() {
    repository.away = true;

    assertThat(sharing(storeWithTree()).get(WEE, KEY, target)).isFalse();
    assertThat(told)
        .contains(
            "WARNING the folder can't be queried: it is unplugged, so the interpreter is compiled");
  }

  @Test
  void refusesWhatWasChangedInTheRepository() throws IOException {
    deploy();
    Path there = repository.file(WEE);
    byte[] bytes = Files.readAllBytes(there);
    bytes[bytes.length / 2] ^= 1;
    Files.write(there, bytes);

    assertThatThrownBy(() -> sharing(storeWithTree()).get(WEE, KEY, target))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("the folder returned something other than the interpreter")
        .hasMessageContaining("-Dwee.interpreterCache=false");
  }

  @Test
  void laysOutNothingThatCameFromTheRepository() {
    deploy();
    Store second = new Store(folder.resolve("second"));
    InterpreterCache sharing = sharing(second);
    second.directory(InterpreterBuilder.KIND, KEY, tree -> sharing.get(WEE, KEY, tree));
    Path elsewhere = folder.resolve("elsewhere");
    sharing.layOut(WEE, KEY, elsewhere);

    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void deploysOnce() {
    deploy();
    told.clear();
    new InterpreterDeployer(repository, progress()).deploy(output);

    assertThat(told).containsExactly("Nothing to deploy: the folder has the interpreter " + WEE);
  }

  @Test
  void deploysNothingDamaged() throws IOException {
    sharing(storeWithTree()).layOut(WEE, KEY, output);
    Path archive =
        output.resolve("interpreters/wee").resolve(WEE.version()).resolve("linux-amd64.tar.zst");
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length - 3));

    assertThatThrownBy(() -> new InterpreterDeployer(repository, progress()).deploy(output))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("could not be deployed to the folder");
    assertThat(repository.has(WEE)).isFalse();
  }

  @Test
  void saysWhatToDoWhereTheRepositoryTakesNothing() {
    sharing(storeWithTree()).layOut(WEE, KEY, output);
    repository.away = true;

    assertThatThrownBy(() -> new InterpreterDeployer(repository, progress()).deploy(output))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("it is unplugged")
        .hasMessageContaining("The images were pushed");
  }

  @Test
  void forgetsWhatAnEarlierBuildLaidOut() throws IOException {
    sharing(storeWithTree()).layOut(WEE, KEY, output);
    InterpreterCache.clear(output);
    new InterpreterDeployer(repository, progress()).deploy(output);

    assertThat(repository.has(WEE)).isFalse();
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public Step step(String name) {
        told.add(name);
        return Step.NONE;
      }

      @Override
      public void info(String message) {
        told.add(message);
      }

      @Override
      public void warn(String message) {
        told.add("WARNING " + message);
      }
    };
  }
}
