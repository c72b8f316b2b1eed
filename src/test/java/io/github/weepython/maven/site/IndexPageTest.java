package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of indexes are like in the wild: PEP 503, PEP 629, PEP 691 and HTML as it is. */
class IndexPageTest {
  private static final URI PAGE = URI.create("https://index.example/simple/acme/");
  private static final String WHEEL = "acme-1.0-py3-none-any.whl";
  private static final String HASH = "ab".repeat(32);

  private static List<IndexPage.Link> links(String text) {
    return IndexPage.links(PAGE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static IndexPage.Link only(String text) {
    assertThat(links(text)).hasSize(1);
    return links(text).get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href=\"../../files/" + WHEEL + "\">",
        "<a href='../../files/" + WHEEL + "'>",
        "<a href=../../files/" + WHEEL + ">",
        "<A class=x HREF = \"https://index.example/files/" + WHEEL + "\" >",
        "<a\nrel=\"internal\"\nhref=\"/files/" + WHEEL + "\"\n>" + WHEEL + "</a>",
        "<a href=\" //index.example/files/" + WHEEL + " \">",
        "<base href=\"https://index.example/files/\"><a href=\"" + WHEEL + "\">",
        "<head><base href=\"../../files/x/\"/></head><a href=\"../" + WHEEL + "\">",
        "<base href='../../files/'><base href='/other/'><a href=\"" + WHEEL + "\">",
        "<a href=\"" + WHEEL + "\"><base href='../../files/'>",
        "<base target=x><base href='../../files/'><a href=\"" + WHEEL + "\">",
        "<!-- <a href=\"evil-1.0-py3-none-any.whl\"> --><a href=\"/files/" + WHEEL + "\">",
        "<a href=\"/files/" + WHEEL + "\" href=\"/other/" + WHEEL + "\">"
      })
  void findsTheFileWhereTheLinkSaysItIs(String html) {
    assertThat(only(html).file()).isEqualTo(WHEEL);
    assertThat(only(html).uri()).hasToString("https://index.example/files/" + WHEEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&gt;=3.9,&lt;4", ">=3.9,<4", "&#62;=3.9,&#x3c;4"})
  void readsWhichPythonsAFileIsForHoweverItIsEscaped(String written) {
    String tag = "<a data-requires-python=\"%s\" href=\"%s\">".formatted(written, WHEEL);
    assertThat(only(tag).requiresPython()).contains(">=3.9,<4");
  }

  @Test
  void readsTheHashAmongOtherThingsInAFragment() {
    assertThat(only("<a href=\"%s#egg=acme&amp;sha256=%s\">".formatted(WHEEL, HASH)).digest())
        .hasValueSatisfying(digest -> assertThat(digest.hex()).isEqualTo(HASH));
    assertThat(only("<a href=\"%s#md5=%s\">".formatted(WHEEL, "ab".repeat(16))).digest()).isEmpty();
  }

  @Test
  void decodesALocalVersion() {
    assertThat(only("<a href=\"acme-1.0%2Bcpu-py3-none-any.whl\">").wheel())
        .map(Wheel::version)
        .contains("1.0+cpu");
  }

  @Test
  void readsThatAFileWasWithdrawnWithOrWithoutAReason() {
    assertThat(only("<a href=\"%s\" data-yanked>".formatted(WHEEL)).yanked()).contains("");
    assertThat(only("<a data-yanked=\"a &amp; b\" href=\"%s\">".formatted(WHEEL)).yanked())
        .contains("a & b");
    assertThat(only("<a href=\"%s\">".formatted(WHEEL)).yanked()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"false,", "true,''", "'\"\"',", "'\"a bug\"','a bug'", "null,"})
  void readsItInJsonToo(String yanked, String reason) {
    String json =
        "{\"meta\": {\"api-version\": \"1.4\"}, \"files\": [{\"filename\": \"%s\", \"url\": \"%s\", \"yanked\": %s}]}"
            .formatted(WHEEL, WHEEL, yanked);
    assertThat(only(json).yanked()).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void takesNoFileOfThisMachineFromAPageOfAnother() {
    assertThat(links("<a href=\"file:///home/me/%s\">".formatted(WHEEL))).isEmpty();
    assertThat(
            links(
                "{\"files\": [{\"filename\": \"%s\", \"url\": \"file:///home/me/%s\"}]}"
                    .formatted(WHEEL, WHEEL)))
        .isEmpty();
    URI here = URI.create("file:///index/acme/index.html");
    byte[] page = "<a href=\"%s\">".formatted(WHEEL).getBytes(StandardCharsets.UTF_8);
    assertThat(IndexPage.links(here, page)).hasSize(1);
  }

  @Test
  void readsPastAFileWhoseAddressIsNone() {
    String json =
        """
        {"meta": {"api-version": "1.3"}, "files": [
          {"filename": "odd.whl", "url": "https://index.example/[odd"},
          {"filename": "%s", "url": "../../files/%s", "hashes": {"sha256": "%s"}}]}
        """
            .formatted(WHEEL, WHEEL, HASH);
    assertThat(only(json).uri()).hasToString("https://index.example/files/" + WHEEL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"meta\": {\"api-version\": \"2.0\"}, \"files\": []}",
        "<meta name=\"pypi:repository-version\" content=\"2.0\">"
      })
  void refusesAFormThatItDoesNotKnow(String page) {
    assertThatThrownBy(() -> links(page))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("is of version 2.0")
        .hasMessageContaining("PEP 629");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"meta\": {\"api-version\": \"1.4\"}, \"files\": [], \"project-status\": {\"status\": \"quarantined\", \"reason\": \"it steals\"}} | quarantined (it steals):",
        "<meta name=\"pypi:project-status\" content=\"quarantined\"> | quarantined:"
      })
  void saysThatAProjectIsQuarantined(String page, String words) {
    assertThatThrownBy(() -> links(page))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(PAGE + " says that the project is " + words);
  }

  @Test
  void takesFilesOfAProjectThatIsOnlyArchived() {
    assertThat(
            links(
                "{\"project-status\": {\"status\": \"archived\"}, \"files\": [{\"filename\": \"%s\", \"url\": \"%s\"}]}"
                    .formatted(WHEEL, WHEEL)))
        .hasSize(1);
    assertThat(
            links("<meta name='pypi:project-status' content='archived'><a href='" + WHEEL + "'>"))
        .hasSize(1);
  }

  @Test
  void aTagThatNeverEndsTakesNoTime() {
    assertThat(links("<a " + "x=\"\" ".repeat(100_000) + "\"<a ".repeat(1000))).hasSizeLessThan(2);
    assertThat(links("<a " + "'".repeat(100_001))).hasSizeLessThan(2);
    assertThat(links("<!-- <a ".repeat(10_000))).isEmpty();
  }

  @Test
  void readsPastTheNumberOfACharacterBeyondUnicode() {
    String tag = "<a data-yanked=\"&#1114112;\" href=\"/files/%s\">".formatted(WHEEL);
    assertThat(only(tag).file()).isEqualTo(WHEEL);
  }
}
