package io.github.weepython.maven.report;

import io.github.weepython.maven.HumanSize;
import java.util.List;

/** Words and figures as a page shows them. */
final class Html {
  private Html() {}

  static String text(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Megabytes of 1,000,000 bytes; small ones in kB. */
  static String size(double bytes) {
    return bytes >= 999_500 ? HumanSize.preciseMegabytes(bytes) : HumanSize.kilobytes(bytes);
  }

  /** With its sign, against something else. */
  static String difference(double bytes) {
    return bytes == 0 ? "same" : (bytes > 0 ? "+" : "\u2212") + size(Math.abs(bytes));
  }

  /** A table row; what starts with a digit or sign of a figure stands to the right. */
  static String row(List<String> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String cell : cells) {
      boolean figure = cell.matches("[+\u2212]?[0-9.]+ (MB|kB)|same|[0-9]+");
      row.append(figure ? "<td class=\"n\">" : "<td>").append(cell).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  /**
   * @param heads columns; a {@code >} in front puts one to the right
   */
  static String table(String caption, List<String> heads, String rows) {
    StringBuilder table =
        new StringBuilder("<table><caption>" + text(caption) + "</caption><thead>");
    for (String head : heads) {
      boolean right = head.startsWith(">");
      table.append(right ? "<th class=\"n\">" : "<th>").append(text(head.replace(">", "")));
      table.append("</th>");
    }
    return table.append("</thead><tbody>\n" + rows + "</tbody></table>\n").toString();
  }
}
