package io.github.weepython.maven.kube;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which requests a {@link MockCluster} refuses, as a test has told it, and what it says of it. */
final class MockAdmission {
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final AtomicInteger denials = new AtomicInteger();
  private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
  private volatile Optional<String> known = Optional.empty();

  /** From now on nobody may make that, as {@code jobs}. */
  void forbid(String resource) {
    forbidden.add(resource);
  }

  /** The next so many requests are refused, as by an API server that has just started. */
  void denyNext(int requests) {
    denials.set(requests);
  }

  /** From now on this bearer token is known, and no other. */
  void knowOnly(String token) {
    known = Optional.of("Bearer " + token);
  }

  /** A quota refuses the next so many attempts to make such an object, as {@code jobs}. */
  void exceedQuota(String resource, int attempts, String message) {
    quotas.put(resource, new Quota(new AtomicInteger(attempts), message));
  }

  /** A quota lets no pod be made for so many looks at its Job's events; # is their count. */
  void holdPods(int looks, String message) {
    quotas.put("pods", new Quota(new AtomicInteger(looks), message));
  }

  private record Quota(AtomicInteger left, String message) {
    boolean refuses() {
      return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  /** Whether a quota lets no pod be made now. */
  boolean holdsPods() {
    return quotas.containsKey("pods");
  }

  Optional<MockResponse> refused(RecordedRequest request) {
    boolean makes = request.getMethod().equals("POST");
    String login = String.valueOf(request.getHeader("Authorization"));
    if (known.filter(each -> !login.equals(each) && !login.equals("Bearer own")).isPresent()) {
      return Optional.of(failed(401, "Unauthorized"));
    }
    if (denials.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return Optional.of(failed(403, "User me cannot do that: RBAC: not read yet"));
    }
    return quotas.entrySet().stream()
        .filter(each -> makes && isOf(request, each.getKey()) && each.getValue().refuses())
        .findFirst()
        .map(each -> failed(403, each.getValue().message()))
        .or(
            () ->
                forbidden.stream()
                    .filter(each -> makes && isOf(request, each))
                    .findFirst()
                    .map(each -> failed(403, each + " is forbidden: User me cannot create")));
  }

  private static boolean isOf(RecordedRequest request, String resource) {
    return request.getPath().matches(".*/" + resource + "(\\?.*)?");
  }

  static MockResponse failed(int code, String message) {
    return json(
        code,
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"%s\",\"code\":%d}"
            .formatted(message, code));
  }

  /** The events of a Job whose pod a quota holds back, and that the quota is over, at the last. */
  MockResponse events(Runnable over) {
    Quota quota = quotas.get("pods");
    if (!quota.refuses()) {
      quotas.remove("pods");
      over.run();
    }
    return json(
        200,
        """
        {"kind":"EventList","apiVersion":"v1","metadata":{},"items":[
         {"metadata":{"name":"e"},"type":"Warning","reason":"FailedCreate",
          "lastTimestamp":"2026-01-01T00:00:00Z","message":"%s"}]}\
        """
            .formatted(quota.message().replace("#", quota.left().toString())));
  }

  MockResponse review(RecordedRequest request) {
    Map<?, ?> spec =
        (Map<?, ?>) Serialization.unmarshal(request.getUtf8Body(), Map.class).get("spec");
    Map<?, ?> asked = (Map<?, ?>) spec.get("resourceAttributes");
    boolean allowed =
        !forbidden.contains(asked.get("resource")) || !"create".equals(asked.get("verb"));
    return json(
        201,
        "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":%s}}"
            .formatted(allowed));
  }

  static MockResponse json(int status, String body) {
    return new MockResponse()
        .setResponseCode(status)
        .addHeader("Content-Type", "application/json")
        .setBody(body);
  }
}
