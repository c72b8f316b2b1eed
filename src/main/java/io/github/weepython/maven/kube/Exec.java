package io.github.weepython.maven.kube;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A command that runs in a pod, by a WebSocket of {@code v4.channel.k8s.io}: each message begins
 * with its channel, 0 for what goes in, 1 and 2 for what comes out, 3 for the status at the end.
 *
 * <p>Not by the client's own exec: that queues what goes in, and Java's WebSocket refuses a message
 * while one is under way. Here one is sent after the other, and one received after the other.
 */
public final class Exec implements AutoCloseable {
  private static final String PROTOCOL = "v4.channel.k8s.io";
  private static final Duration OPENING = Duration.ofSeconds(30);
  private static final int MOST_ERRORS = 1 << 14;

  /**
   * What is to run.
   *
   * @param in whether something will go in
   */
  public record Request(List<String> command, boolean in) {
    public Request {
      command = List.copyOf(command);
    }
  }

  /** A piece of the output; the last has none, and stands for the end. */
  private record OutputChunk(byte[] bytes, boolean last) {}

  private final BlockingQueue<OutputChunk> pieces = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private volatile Optional<WebSocket> socket = Optional.empty();
  private volatile boolean ended;
  private volatile boolean overThere;
  private volatile Optional<Integer> status = Optional.empty();
  private volatile String failure = "";

  private Exec() {}

  /**
   * @param way of the exec subresource below the namespace's pods, with the container's name
   * @param granted whether the cluster has allowed it before: a refusal then passes
   */
  static Exec start(
      KubernetesClient client, String namespace, String way, Request request, boolean granted) {
    Exec exec = new Exec();
    StringBuilder uri = new StringBuilder(client.getMasterUrl().toString().replaceFirst("/$", ""));
    uri.append("/api/v1/namespaces/").append(namespace).append("/pods/").append(way);
    uri.append("&stdout=true&stderr=true&stdin=").append(request.in());
    for (String argument : request.command()) {
      uri.append("&command=").append(URLEncoder.encode(argument, StandardCharsets.UTF_8));
    }
    try {
      WebSocket socket =
          client
              .getHttpClient()
              .newWebSocketBuilder()
              .subprotocol(PROTOCOL)
              .uri(WebSocket.toWebSocketUri(URI.create(uri.toString())))
              .buildAsync(exec.new Listener())
              .get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
      exec.socket = Optional.of(socket);
      return exec;
    } catch (ExecutionException e) {
      throw refused(client, namespace, e.getCause() == null ? e : e.getCause(), granted);
    } catch (TimeoutException e) {
      throw new UnreachableException("no answer within " + OPENING.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubeException("interrupted", e);
    }
  }

  private static KubeException refused(
      KubernetesClient client, String namespace, Throwable cause, boolean granted) {
    if (cause instanceof WebSocketHandshakeException e && e.getResponse() != null) {
      int code = e.getResponse().code();
      String said = body(e);
      if (code == 403) {
        String refusal =
            "%s refuses to run something in a pod: %s%n%s"
                .formatted(client.getMasterUrl(), said, Permission.howTo(namespace));
        return granted ? new UnreachableException(refusal, e) : new KubeException(refusal, e);
      }
      // A server that is overloaded or restarts; a pod that is not there is seen by looking at it.
      return new UnreachableException(
          "running something in the pod failed with status %d: %s".formatted(code, said), e);
    }
    return new UnreachableException(KubeException.words(cause), cause);
  }

  private static String body(WebSocketHandshakeException e) {
    try {
      String text = String.valueOf(e.getResponse().bodyString());
      JsonNode message = JSON.readTree(text).path("message");
      return message.isTextual() ? message.asText("") : text.strip();
    } catch (IOException | RuntimeException unreadable) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Hears the other side; asks for the next piece when the last one was taken. */
  private final class Listener implements WebSocket.Listener {
    @Override
    public void onMessage(WebSocket from, ByteBuffer message) {
      int channel = message.hasRemaining() ? message.get() : -1;
      byte[] bytes = new byte[message.remaining()];
      message.get(bytes);
      if (channel == 1 && bytes.length > 0) {
        pieces.add(new OutputChunk(bytes, false));
        return;
      }
      if (channel == 2 && errors.size() < MOST_ERRORS) {
        synchronized (errors) {
          errors.writeBytes(bytes);
        }
      } else if (channel == 3 && bytes.length > 0) {
        end(bytes);
      }
      from.request();
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
      overThere = true;
      finish("the connection was closed (%d %s)".formatted(code, reason).strip());
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      finish(KubeException.words(error));
    }
  }

  private void end(byte[] json) {
    overThere = true; // The server closes next.
    ExecStatus said = ExecStatus.parse(json);
    status = said.code();
    finish(said.message());
  }

  private synchronized void finish(String why) {
    if (!ended) {
      failure = why;
      ended = true;
      pieces.add(new OutputChunk(new byte[0], true));
    }
  }

  /**
   * The next piece of the output; an empty one at its end.
   *
   * @return nothing when none has come in that time
   */
  public Optional<byte[]> next(Duration most) throws InterruptedException {
    OutputChunk piece = pieces.poll(most.toMillis(), TimeUnit.MILLISECONDS);
    if (piece == null) {
      return Optional.empty();
    }
    if (piece.last()) {
      pieces.add(piece); // Whoever asks again hears the same.
    } else {
      socket.ifPresent(WebSocket::request);
    }
    return Optional.of(piece.bytes());
  }

  /**
   * Sends a piece to the command.
   *
   * @return whether it went within that time; never after the command's end
   */
  public boolean send(byte[] bytes, int offset, int length, Duration most) {
    WebSocket to = socket.orElseThrow();
    byte[] message = new byte[length + 1];
    System.arraycopy(bytes, offset, message, 1, length);
    if (ended || !to.send(ByteBuffer.wrap(message))) {
      return false;
    }
    long until = System.nanoTime() + most.toNanos();
    while (to.queueSize() > 0) {
      if (ended || System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(50_000); // The client tells by no other way that it was sent.
    }
    return true;
  }

  /** Whether nothing comes any more. */
  public boolean ended() {
    return ended;
  }

  /** The exit status, once the end has come; empty when the connection or the command broke. */
  public Optional<Integer> status() {
    return status;
  }

  /** What the command complained of, or else what the connection ended by. */
  public String complaint() {
    synchronized (errors) {
      String text = errors.toString(StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? failure : text;
    }
  }

  @Override
  public void close() {
    finish("closed here");
    if (!overThere) {
      socket.ifPresent(each -> each.sendClose(1000, "done"));
    }
  }
}
