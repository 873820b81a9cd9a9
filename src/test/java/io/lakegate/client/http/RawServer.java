package io.lakegate.client.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what the test says, and keeps what it read. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Semaphore closed = new Semaphore(0);

  /** What happens on one connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    void hold(Line line) throws IOException, InterruptedException, BrokenBarrierException;
  }

  public RawServer(Conversation conversation) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> accept(conversation));
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Request lines with header and body, in order of arrival. */
  public List<String> requests() {
    return requests;
  }

  public long count(String method) {
    return requests.stream().filter(request -> request.startsWith(method + " ")).count();
  }

  public int connections() {
    return accepted.get();
  }

  /** Waits until the server itself has closed so many connections. */
  public void awaitClosed(int number) throws InterruptedException {
    closed.acquire(number);
  }

  private void accept(Conversation conversation) {
    try {
      while (true) {
        Socket connection = socket.accept();
        accepted.incrementAndGet();
        open.add(connection);
        threads.execute(() -> serve(conversation, connection));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
      return;
    }
  }

  private void serve(Conversation conversation, Socket connection) {
    try (connection) {
      conversation.hold(new Line(connection));
    } catch (IOException e) {
      // The client hung up, as many tests want it to.
      return;
    } catch (InterruptedException | BrokenBarrierException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed.release();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }

  /** One connection, seen from the server. */
  public final class Line {
    private final Socket connection;
    private final InputStream in;
    private String last = "";

    private Line(Socket connection) throws IOException {
      this.connection = connection;
      this.in = new BufferedInputStream(connection.getInputStream());
    }

    /** Reads one whole request; false when the client has hung up. */
    public boolean read() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      int length =
          text.lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
              .map(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      last = text + body;
      requests.add(last);
      return true;
    }

    /** The request read last. */
    public String last() {
      return last;
    }

    public void write(String text) throws IOException {
      connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      connection.getOutputStream().flush();
    }

    /** Writes it again and again, until the client hangs up. */
    public void drip(String text) throws IOException, InterruptedException {
      CountDownLatch never = new CountDownLatch(1);
      while (!never.await(50, TimeUnit.MILLISECONDS)) {
        write(text);
      }
    }

    public void answer(String json) throws IOException {
      write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + json.getBytes(StandardCharsets.UTF_8).length
              + "\r\n\r\n"
              + json);
    }
  }
}
