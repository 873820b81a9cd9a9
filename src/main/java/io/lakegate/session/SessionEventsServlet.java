package io.lakegate.session;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells an open console what changed, as server-sent events: the versions of its session and newest
 * statements. The page fetches what is newer than what it shows. Holds no thread between events;
 * ends after some minutes, and the browser comes back by itself.
 */
@WebServlet(urlPatterns = "/live/session", asyncSupported = true)
public class SessionEventsServlet extends HttpServlet {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Inject transient SessionService sessions;
  @Inject transient StatementService statements;
  @Inject transient SessionChanges changes;
  @Inject transient CurrentCaller current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = current.get();
    UUID id = UUID.fromString(request.getParameter("id"));
    try {
      sessions.get(caller.tenant(), caller, id);
    } catch (LakegateException e) {
      response.sendError(e.code().status());
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(LONGEST.toMillis());
    new Stream(async, caller, id).begin();
  }

  /** One open console. Events that come while one is being written become one. */
  private final class Stream implements AsyncListener {
    private final AsyncContext async;
    private final Caller caller;
    private final UUID id;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private SessionChanges.Watching watching;

    Stream(AsyncContext async, Caller caller, UUID id) {
      this.async = async;
      this.caller = caller;
      this.id = id;
    }

    void begin() {
      async.addListener(this);
      watching = changes.watch(id, this::changed);
      changed();
    }

    private void changed() {
      if (pending.compareAndSet(false, true)) {
        changes.run(this::write);
      }
    }

    private synchronized void write() {
      pending.set(false);
      if (closed.get()) {
        return;
      }
      try {
        PrintWriter out = async.getResponse().getWriter();
        out.write("retry: 2000\ndata: " + versions() + "\n\n");
        if (out.checkError()) {
          close();
        }
      } catch (IOException | LakegateException | IllegalStateException e) {
        close();
      }
    }

    private String versions() {
      Session session = sessions.get(caller.tenant(), caller, id);
      return SessionVersions.json(
          session, statements.versions(caller.tenant(), caller, id, SessionVersions.NEWEST));
    }

    private void close() {
      if (closed.compareAndSet(false, true)) {
        watching.close();
        try {
          async.complete();
        } catch (IllegalStateException e) {
          // It is over already.
        }
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      closed.set(true);
      watching.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      close();
    }

    @Override
    public void onError(AsyncEvent event) {
      close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // It is started once.
    }
  }
}
