package io.github.weepython.maven.report;

import io.github.weepython.maven.debian.rootfs.InstalledPackages.Installed;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.codehaus.plexus.util.InterpolationFilterReader;

/** One HTML page that needs no network: sizes, packages, licences. */
public final class ReportPage {
  private static final int MOST_GROUPS = 40;

  private ReportPage() {}

  /**
   * The page.
   *
   * @param template with {@code @title@}, {@code @lead@}, {@code @comparison@}, {@code @images@}
   * @param folders of images, those to look at first; the others are compared with the first
   * @throws ReportException when a folder has no whole image
   */
  public static String of(String template, List<Path> folders) {
    List<MeasuredImage> images = folders.stream().map(ImageReader::read).toList();
    if (images.isEmpty()) {
      throw new ReportException(
          "There is no image to report on. Run mvn package, or wee:build, first.");
    }
    MeasuredImage first = images.get(0);
    Map<String, Object> values = new HashMap<>();
    values.put("title", Html.text(first.name()));
    values.put(
        "lead", Html.size(first.packed()) + " compressed, " + Html.size(first.raw()) + " unpacked");
    values.put("comparison", Comparison.html(images, folders));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      all.append(image(images.get(i), i)).append(PrunedGroupTable.html(folders.get(i)));
    }
    values.put("images", all.toString());
    return fill(template, values);
  }

  private static String fill(String template, Map<String, Object> values) {
    try (Reader in = new InterpolationFilterReader(new StringReader(template), values, "@", "@");
        StringWriter out = new StringWriter()) {
      in.transferTo(out);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String image(MeasuredImage image, int number) {
    String id = "m" + number;
    return "<h2>%s</h2>%n<p class=\"soft\"><code>%s</code></p>%n"
            .formatted(Html.text(image.name()), Html.text(image.digest()))
        + "<div class=\"switch\">"
        + choice(id, "a", "Compressed", true)
        + choice(id, "b", "Unpacked", false)
        + TreemapSvg.draw(image, "va", "Compressed bytes by layer and part", SizeEntry::packed)
        + TreemapSvg.draw(image, "vb", "Unpacked bytes by layer and part", SizeEntry::raw)
        + "</div>\n"
        + layers(image)
        + groups(image)
        + packages(image);
  }

  private static String choice(String id, String kind, String words, boolean chosen) {
    return "<input type=\"radio\" class=\"%s\" name=\"%s\" id=\"%s%s\"%s><label for=\"%s%s\">%s</label>"
        .formatted(kind, id, id, kind, chosen ? " checked" : "", id, kind, words);
  }

  private static String layers(MeasuredImage image) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < image.layers().size(); i++) {
      MeasuredLayer layer = image.layers().get(i);
      rows.append(
          Html.row(
              List.of(
                  "<span class=\"swatch k" + i % 6 + "\"></span>" + Html.text(layer.title()),
                  Integer.toString(layer.files().size()),
                  Html.size(layer.packed()),
                  Html.size(layer.raw()),
                  "<code>" + Html.text(layer.digest()) + "</code>")));
    }
    return Html.table(
        "Layers, lowest first",
        List.of("Layer", ">Files", ">Compressed", ">Unpacked", "Digest"),
        rows.toString());
  }

  private static String groups(MeasuredImage image) {
    List<SizeEntry> all = new ArrayList<>();
    image.layers().forEach(layer -> all.addAll(SizeGroups.of(image, layer)));
    String rows =
        SizeGroups.sum(all, Function.identity()).stream()
            .limit(MOST_GROUPS)
            .map(
                g ->
                    Html.row(
                        List.of(Html.text(g.name()), Html.size(g.packed()), Html.size(g.raw()))))
            .collect(Collectors.joining());
    return folded(
        "The largest packages and modules",
        Html.table(
            "The largest " + MOST_GROUPS,
            List.of("Package or module", ">Compressed", ">Unpacked"),
            rows));
  }

  private static String packages(MeasuredImage image) {
    List<SizeEntry> files = new ArrayList<>();
    image.layers().forEach(layer -> files.addAll(layer.files()));
    Map<String, SizeEntry> sizes =
        SizeGroups.sum(files, path -> image.packages().ownerOf(path).orElse("")).stream()
            .collect(Collectors.toMap(SizeEntry::name, Function.identity()));
    StringBuilder rows = new StringBuilder();
    for (Installed installed : image.packages().all()) {
      SizeEntry size = sizes.getOrDefault(installed.name(), new SizeEntry(installed.name(), 0, 0));
      rows.append(
          Html.row(
              List.of(
                  Html.text(installed.name()),
                  Html.text(installed.version()),
                  Html.text(installed.architecture()),
                  licences(installed),
                  Html.size(size.packed()),
                  Html.size(size.raw()))));
    }
    int count = image.packages().all().size();
    return folded(
        count + " Debian packages and their licences",
        Html.table(
            "As dpkg's records and copyright files in the image say",
            List.of("Package", "Version", "Architecture", "Licences", ">Compressed", ">Unpacked"),
            rows.toString()));
  }

  private static String licences(Installed each) {
    return each.licences().isEmpty()
        ? "<span class=\"soft\">see /usr/share/doc/" + Html.text(each.name()) + "/copyright</span>"
        : Html.text(String.join(", ", each.licences()));
  }

  private static String folded(String summary, String body) {
    return "<details><summary>" + Html.text(summary) + "</summary>\n" + body + "</details>\n";
  }
}
