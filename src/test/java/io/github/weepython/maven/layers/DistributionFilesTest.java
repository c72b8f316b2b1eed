package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionFilesTest {
  private static final String LIBRARY = "usr/local/lib/python3.13/site-packages/";
  private static final String HASH = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0";

  private final FileTree tree = new FileTree();

  DistributionFilesTest() {
    put("usr/local/bin/tool", "");
    put(LIBRARY + "tool.py", "");
    put(LIBRARY + "__pycache__/tool.cpython-313.pyc", "compiled");
    put(LIBRARY + "a,b.txt", "");
    put(LIBRARY + "other/x.py", "");
    put(LIBRARY + "other/__pycache__/x.cpython-313.pyc", "");
    put(
        LIBRARY + "My_Tool-1.dist-info/RECORD",
        "../../../bin/tool,%s\n\"a,b.txt\",%s\ntool.py,%s\ntests/t.py,%s\nMy_Tool-1.dist-info/RECORD,,\n"
            .formatted(HASH, HASH, HASH, HASH));
    put(
        LIBRARY + "other-2.dist-info/RECORD",
        "other/x.py,%s\nother-2.dist-info/RECORD,,\n".formatted(HASH));
    for (String folder = LIBRARY + "other/__pycache__"; folder.contains("/"); ) {
      tree.put(Entry.directory(folder, 0755));
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
  }

  private void put(String path, String text) {
    tree.put(Entry.file(path, 0644, Content.of(text)));
  }

  private static List<String> files(FileTree tree) {
    return tree.entries().stream()
        .filter(each -> each.type() == Entry.Type.FILE)
        .map(each -> each.path().replace(LIBRARY, ""))
        .toList();
  }

  @Test
  void eachFileIsInThePartOfTheProjectWhoseRecordNamesIt() throws Exception {
    DistributionFiles files = DistributionFiles.of(tree);

    assertThat(files(files.part(tree, "my-tool"::equals)))
        .containsExactlyInAnyOrder(
            "usr/local/bin/tool",
            "tool.py",
            "__pycache__/tool.cpython-313.pyc",
            "a,b.txt",
            "My_Tool-1.dist-info/RECORD");
    FileTree other = files.part(tree, "other"::equals);
    assertThat(files(other))
        .containsExactlyInAnyOrder(
            "other/x.py", "other/__pycache__/x.cpython-313.pyc", "other-2.dist-info/RECORD");
    assertThat(other.get(LIBRARY + "other/__pycache__")).isPresent();
    assertThat(other.get(LIBRARY + "__pycache__")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"my-app-1.0, my-app", "My_App-1.0-1, My.App", "app-1, my_app"})
  void aFolderOfAnyNameIsOfTheProjectThatItsMetadataNames(String folder, String name)
      throws Exception {
    put(LIBRARY + "app.py", "");
    put(LIBRARY + folder + ".dist-info/RECORD", "app.py,%s\n".formatted(HASH));
    put(
        LIBRARY + folder + ".dist-info/METADATA",
        "Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n\nName: another\n".formatted(name));

    assertThat(files(DistributionFiles.of(tree).part(tree, "my-app"::equals)))
        .containsExactly("app.py");
  }

  @Test
  void withoutMetadataTheFolderNamesTheProject() throws Exception {
    put(LIBRARY + "app.py", "");
    put(LIBRARY + "my-app-1.0.dist-info/RECORD", "app.py,%s\n".formatted(HASH));

    assertThat(files(DistributionFiles.of(tree).part(tree, "my-app"::equals)))
        .containsExactly("app.py");
  }

  @Test
  void recordNamesWhatIsThere() throws Exception {
    tree.remove(LIBRARY + "tool.py");
    tree.remove(LIBRARY + "__pycache__/tool.cpython-313.pyc");
    put(LIBRARY + "tool.pyc", "compiled");

    String record = text(DistributionFiles.recorded(tree), "My_Tool-1.dist-info/RECORD");

    byte[] digest = HexFormat.of().parseHex(Digest.of("compiled").hex());
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    assertThat(record)
        .isEqualTo(
            "../../../bin/tool,%s\n\"a,b.txt\",%s\ntool.pyc,sha256=%s,8\nMy_Tool-1.dist-info/RECORD,,\n"
                .formatted(HASH, HASH, hash));
  }

  private static String text(FileTree tree, String path) throws Exception {
    return new String(tree.get(LIBRARY + path).orElseThrow().content().readAll());
  }
}
