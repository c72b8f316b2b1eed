package io.github.weepython.maven.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.templates.Templates;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PruneListTest {
  private static final Base DISTROLESS = Base.DISTROLESS;

  @Test
  void readsGroupsWithTheirReasons() {
    PruneList list =
        PruneList.parse(List.of("always/**", "[docs] nobody reads them", "doc/**", "!doc/*/kept"));
    assertThat(list.groups())
        .containsExactly(
            new PruneList.Group("", "", List.of("always/**")),
            new PruneList.Group("docs", "nobody reads them", List.of("doc/**", "!doc/*/kept")));
    Predicate<String> pruned = list.pruned();
    assertThat(pruned.test("always/here")).isTrue();
    assertThat(pruned.test("doc/x/y")).isTrue();
    assertThat(pruned.test("doc/x/kept")).isFalse();
    assertThat(pruned.test("other")).isFalse();
  }

  @Test
  void neverTakesALicence() {
    Predicate<String> pruned = PruneList.of(DISTROLESS, Set.of()).pruned();
    assertThat(pruned.test("usr/share/doc/libc6/NEWS.gz")).isTrue();
    assertThat(pruned.test("usr/share/doc/libc6/copyright")).isFalse();
    // A link, to the folder of the same source's first package.
    assertThat(pruned.test("usr/share/doc/libgcc-s1")).isFalse();
  }

  @Test
  void leavesInWhatIsToBeKept() {
    PruneList list = PruneList.of(DISTROLESS, Set.of("docs"));
    assertThat(list.pruned().test("usr/share/doc/libc6/NEWS.gz")).isFalse();
    assertThat(list.pruned().test("usr/share/man/man7/x.7.gz")).isTrue();
    assertThat(list.key()).isNotEqualTo(PruneList.of(DISTROLESS, Set.of()).key());
  }

  @Test
  void aVariantHasWhatItsBaseLeavesOut() {
    PruneList base = PruneList.of(DISTROLESS, Set.of());
    PruneList debug = base.except(Templates.list(Variant.DEBUG.kept().orElseThrow()));
    String converters = "usr/lib/x86_64-linux-gnu/gconv/";
    assertThat(base.pruned().test(converters + "UTF-32.so")).isTrue();
    assertThat(debug.pruned().test(converters + "UTF-32.so")).isFalse();
    assertThat(debug.pruned().test(converters + "BIG5.so")).isTrue();
    assertThat(debug.key()).isNotEqualTo(base.key());
  }

  @Test
  void refusesToKeepWhatNoListLeavesOut() {
    PruneList.check(Set.of("docs", "man"));
    assertThatThrownBy(() -> PruneList.check(Set.of("dogs")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Unknown group 'dogs'")
        .hasMessageContaining("docs, ")
        .hasMessageContaining("-Dwee.keep");
  }

  @ParameterizedTest
  @EnumSource(Base.class)
  void leavesOutOfBothBasesWhatNeitherNeeds(Base base) {
    Predicate<String> pruned = PruneList.of(base, Set.of()).pruned();
    assertThat(pruned.test("usr/lib/terminfo/h/hurd")).isTrue();
    assertThat(PruneList.of(base, Set.of("terminals")).pruned().test("usr/lib/terminfo/h/hurd"))
        .isFalse();
  }

  @Test
  void keepsInTheDebianBaseEveryLibraryThatTheLinkerScriptsOfLibc6DevName() {
    Predicate<String> pruned = PruneList.of(Base.DEBIAN, Set.of()).pruned();
    for (String name :
        List.of("libc.so.6", "libm.so.6", "libmvec.so.1", "libc_malloc_debug.so.0")) {
      assertThat(pruned.test("usr/lib/x86_64-linux-gnu/" + name)).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Base.class)
  void leavesOutOfAddedPackagesNothingButWhatNobodyReadsInAContainer(Base base) {
    PruneList lasting = PruneList.of(base, Set.of()).lasting();
    for (String name :
        List.of(
            "usr/lib/x86_64-linux-gnu/ossl-modules/legacy.so",
            "usr/lib/x86_64-linux-gnu/libhistory.so.8",
            "usr/lib/systemd/libsystemd-shared-257.so",
            "usr/sbin/zic",
            "usr/sbin/mkfs.ext4")) {
      assertThat(lasting.pruned().test(name)).as(name).isFalse();
    }
    assertThat(lasting.pruned().test("usr/share/man/man1/git.1.gz")).isTrue();
    assertThat(lasting.groupsOf(List.of("usr/share/man/man1/git.1.gz", "usr/bin/git")))
        .containsExactly("man");
  }

  @Test
  void everyGroupHasAReason() {
    assertThat(PruneList.of(DISTROLESS, Set.of()).groups())
        .isNotEmpty()
        .allSatisfy(group -> assertThat(group.reason()).isNotBlank());
  }
}
