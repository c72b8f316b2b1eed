package io.github.weepython.maven.publish;

import io.github.weepython.maven.publish.FaultProxy.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Which requests of a {@link FaultProxy} fail and how: those it was told, and others by chance. */
final class FaultRules {
  record Rule(
      String method, String path, AtomicInteger left, Fault fault, String head, String body) {}

  private static final Rule BUSY =
      chance(Fault.ANSWER, "HTTP/1.1 503 Unavailable\r\n", "by chance");

  /** What a registry's requests meet, each as often. */
  private static final List<Rule> OF_UPLOADS =
      List.of(BUSY, chance(Fault.RESET), chance(Fault.LOSE_ANSWER), chance(Fault.CUT_BODY));

  /** What a mirror's requests meet, each as often. */
  private static final List<Rule> OF_DOWNLOADS =
      List.of(
          BUSY,
          chance(Fault.ANSWER, "HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\n", "by chance"),
          chance(Fault.RESET),
          chance(Fault.LOSE_ANSWER),
          chance(Fault.CUT_ANSWER),
          chance(
              Fault.ANSWER,
              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
              "<!DOCTYPE html><title>Please log in</title><form><input name=user></form>"));

  private static Rule chance(Fault fault) {
    return chance(fault, "", "");
  }

  private static Rule chance(Fault fault, String head, String body) {
    return new Rule("", "", new AtomicInteger(), fault, head, body);
  }

  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private volatile Optional<Randomly> randomly = Optional.empty();

  /** The next so many requests of the method whose path holds the text fail like this. */
  void add(String method, String path, int times, Fault fault) {
    rules.add(new Rule(method, path, new AtomicInteger(times), fault, "", ""));
  }

  /** The next so many requests of the method whose path holds the text are answered like this. */
  void answer(String method, String path, int times, String head, String body) {
    rules.add(new Rule(method, path, new AtomicInteger(times), Fault.ANSWER, head, body));
  }

  void failUploads(int percent, long seed) {
    randomly = Optional.of(new Randomly(percent, new Random(seed), OF_UPLOADS));
  }

  void failDownloads(int percent, long seed) {
    randomly = Optional.of(new Randomly(percent, new Random(seed), OF_DOWNLOADS));
  }

  private record Randomly(int percent, Random random, List<Rule> faults) {
    synchronized Optional<Rule> rule() {
      if (random.nextInt(100) >= percent) {
        return Optional.empty();
      }
      return Optional.of(faults.get(random.nextInt(faults.size())));
    }
  }

  /** What becomes of a request; nothing where it passes. */
  Optional<Rule> rule(String method, String path) {
    return rules.stream()
        .filter(rule -> rule.method().equals(method) && path.contains(rule.path()))
        .filter(rule -> rule.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0)
        .findFirst()
        .or(() -> randomly.flatMap(Randomly::rule));
  }
}
