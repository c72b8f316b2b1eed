package io.github.weepython.maven.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a cluster lets an object not in, by its own words (Kubernetes' admission plugins
 * ResourceQuota, LimitRanger, PodSecurity and ServiceAccount).
 *
 * @param queued whether it gets in when others end
 * @param text the cluster's words, and what to do
 */
record AdmissionRefusal(boolean queued, String text) {
  private static final Pattern EXCEEDED =
      Pattern.compile(
          "exceeded quota: (?<name>[^,]+), requested: (?<requested>.*?), used: .*?, limited:"
              + " (?<limited>.*)");

  /** Of a LimitRange; the message lists each that doesn't fit. */
  private static final Pattern BOUND =
      Pattern.compile("(?:maximum|minimum) (?<resource>\\S+) usage per (?:Container|Pod)");

  private static final Pattern UNSPECIFIED =
      Pattern.compile("failed quota: [^:]+: must specify (?<resources>.*)");

  private static final Pattern QUANTITY =
      Pattern.compile("(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([EPTGMKk]i?|m|[eE]\\d{1,3})?");

  /**
   * @param message the API server's, or that of an event
   */
  static AdmissionRefusal of(String message) {
    Matcher exceeded = EXCEEDED.matcher(message);
    if (exceeded.find()) {
      return exceeded(message, exceeded);
    }
    Matcher unspecified = UNSPECIFIED.matcher(message);
    if (unspecified.find()) {
      QuotaResources resources = QuotaResources.unspecified(unspecified.group("resources"));
      return forGood(
          message,
          resources.advice(
              "Set %s: with this quota, every pod must say how much it needs.",
              "Wee's pods say nothing of %s: have an administrator give the namespace a LimitRange"
                  + " with a default for it, or take it out of the quota."));
    }
    List<String> bounds = BOUND.matcher(message).results().map(bound -> bound.group(1)).toList();
    if (!bounds.isEmpty()) {
      return forGood(
          message,
          new QuotaResources(bounds)
              .advice(
                  "Set %s within the namespace's LimitRange.",
                  "Wee's pods say nothing of %s: have an administrator change the LimitRange."));
    }
    if (message.contains("service account") || message.contains("serviceaccount")) {
      return new AdmissionRefusal(
          false,
          message
              + ". Create that service account, or name another by <builderServiceAccount> or"
              + " -Dwee.builderServiceAccount.");
    }
    return new AdmissionRefusal(
        false,
        message
            + ". The compile runs as root of its own container, in the profile that Kubernetes"
            + " calls baseline; name a namespace that allows it.");
  }

  private static AdmissionRefusal forGood(String message, String advice) {
    return new AdmissionRefusal(false, message + ". " + advice);
  }

  private static AdmissionRefusal exceeded(String message, Matcher exceeded) {
    Map<String, Quantity> limited = quantities(exceeded.group("limited"));
    for (Map.Entry<String, Quantity> one : quantities(exceeded.group("requested")).entrySet()) {
      Optional<Quantity> most = Optional.ofNullable(limited.get(one.getKey()));
      if (most.isPresent() && larger(one.getValue(), most.get())) {
        return new AdmissionRefusal(
            false,
            ("%s. The quota '%s' allows %s=%s in all, which is less than this pod needs: it"
                    + " never fits. %s")
                .formatted(
                    message,
                    exceeded.group("name"),
                    one.getKey(),
                    most.get(),
                    new QuotaResources(List.of(one.getKey()))
                        .advice(
                            "Lower %s, or raise the quota.",
                            "No parameter changes the %s of a Job: have an administrator raise the"
                                + " quota, or name another namespace by <compiler>.")));
      }
    }
    return new AdmissionRefusal(true, message);
  }

  private static boolean larger(Quantity one, Quantity other) {
    return one.getNumericalAmount().compareTo(other.getNumericalAmount()) > 0;
  }

  /** Of {@code cpu=2,memory=4Gi}; what is no quantity is left out. */
  private static Map<String, Quantity> quantities(String list) {
    Map<String, Quantity> all = new LinkedHashMap<>();
    Arrays.stream(list.split(","))
        .map(pair -> pair.strip().split("=", 2))
        .filter(pair -> pair.length == 2 && QUANTITY.matcher(pair[1]).matches())
        .forEach(pair -> all.put(pair[0], Quantity.parse(pair[1])));
    return all;
  }
}
