package io.github.weepython.maven.kube;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The server's side of v4.channel.k8s.io, before a real process. */
final class MockExec extends WebSocketListener {
  private final Start start;
  private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>(256);
  private volatile Process process;

  interface Start {
    Process run() throws IOException;
  }

  MockExec(Start start) {
    this.start = start;
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    thread(() -> serve(socket));
  }

  private void serve(WebSocket socket) {
    try {
      process = start.run();
      Thread in = thread(this::feed);
      Thread errors = thread(() -> copy(socket, 2, process.getErrorStream()));
      copy(socket, 1, process.getInputStream());
      errors.join();
      int status = process.waitFor();
      in.interrupt();
      send(socket, 3, status(status).getBytes(StandardCharsets.UTF_8));
      socket.close(1000, "");
    } catch (IOException | InterruptedException e) {
      socket.close(1011, String.valueOf(e.getMessage()));
    }
  }

  private static String status(int status) {
    return status == 0
        ? "{\"metadata\":{},\"status\":\"Success\"}"
        : """
          {"metadata":{},"status":"Failure","reason":"NonZeroExitCode",
           "message":"command terminated with non-zero exit code",
           "details":{"causes":[{"reason":"ExitCode","message":"%d"}]}}"""
            .formatted(status);
  }

  private void feed() {
    try (OutputStream to = process.getOutputStream()) {
      for (byte[] piece = input.take(); piece.length > 0; piece = input.take()) {
        to.write(piece);
        to.flush();
      }
    } catch (IOException | InterruptedException e) {
      // The process has ended, or the connection.
    }
  }

  private static void copy(WebSocket socket, int channel, InputStream from) {
    byte[] buffer = new byte[1 << 14];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        if (!send(socket, channel, Arrays.copyOf(buffer, n))) {
          return;
        }
      }
    } catch (IOException e) {
      // The process was killed.
    }
  }

  private static boolean send(WebSocket socket, int channel, byte[] bytes) {
    byte[] message = new byte[bytes.length + 1];
    message[0] = (byte) channel;
    System.arraycopy(bytes, 0, message, 1, bytes.length);
    return socket.send(message);
  }

  @Override
  public void onMessage(WebSocket socket, byte[] message) {
    if (message.length > 1 && message[0] == 0) {
      put(Arrays.copyOfRange(message, 1, message.length));
    }
  }

  private void put(byte[] piece) {
    try {
      input.put(piece);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onClosed(WebSocket socket, int code, String reason) {
    input.offer(new byte[0]);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable error, Response response) {
    input.offer(new byte[0]);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mock-exec");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
