package io.github.weepython.maven.sandbox.kubernetes;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resources as a ResourceQuota or LimitRange names them.
 *
 * @param names such as {@code limits.memory}, {@code requests.ephemeral-storage}, {@code pods}
 */
record QuotaResources(List<String> names) {
  QuotaResources {
    names = List.copyOf(names);
  }

  /**
   * @param list such as {@code limits.cpu for: wee; limits.memory,pods for: wee}
   */
  static QuotaResources unspecified(String list) {
    return new QuotaResources(
        Stream.of(list.replaceAll(" for: [^;]*", "").split("[;,]"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /**
   * What to do, for those that parameters of wee set and for the others.
   *
   * @param own with {@code %s} for the parameters
   * @param others with {@code %s} for the resources' names
   */
  String advice(String own, String others) {
    String rest = names.stream().filter(name -> !isSet(name)).collect(Collectors.joining(" and "));
    return Stream.of(
            parameters().isEmpty() ? "" : own.formatted(parameters()),
            rest.isEmpty() ? "" : others.formatted(rest))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String parameters() {
    boolean memory = names.stream().anyMatch(QuotaResources::isMemory);
    boolean processors = names.stream().anyMatch(QuotaResources::isProcessors);
    if (memory && processors) {
      return "<compilerMemory> and <compilerCpus>";
    }
    return memory
        ? "<compilerMemory> or -Dwee.compilerMemory"
        : processors ? "<compilerCpus> or -Dwee.compilerCpus" : "";
  }

  private static boolean isSet(String name) {
    return isMemory(name) || isProcessors(name);
  }

  private static boolean isMemory(String name) {
    return name.matches("((limits|requests)\\.)?memory");
  }

  private static boolean isProcessors(String name) {
    return name.matches("((limits|requests)\\.)?cpu");
  }
}
