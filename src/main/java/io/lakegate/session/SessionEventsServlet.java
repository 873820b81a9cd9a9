package io.lakegate.session;

import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.LastingCaller;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Tells open consoles what changed, as server-sent events: the versions of a session and its newest
 * statements. The page fetches what is newer than what it shows. One stream serves one console, or
 * all consoles of a browser, which has only six connections for them. Holds no thread between
 * events; ends after some minutes, and the browser comes back by itself. Ends at the latest {@link
 * LastingCaller#PERIOD} after whoever asked for it may not see it any more.
 */
@WebServlet(
    urlPatterns = {"/live/session", "/live/sessions"},
    asyncSupported = true)
public class SessionEventsServlet extends HttpServlet {
  private static final Duration MAX_STREAM_LIFETIME = Duration.ofMinutes(5);
  private static final int MAX_SESSIONS = 50;

  @Inject transient SessionService sessions;
  @Inject transient StatementService statements;
  @Inject transient SessionChanges changes;
  @Inject transient CurrentCaller current;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LastingCaller caller = current.lasting();
    List<UUID> ids;
    try {
      ids = ids(request);
    } catch (IllegalArgumentException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    if (ids.isEmpty() || ids.size() > MAX_SESSIONS) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    if (ids.stream().noneMatch(id -> isVisible(caller.get(), id))) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(MAX_STREAM_LIFETIME.toMillis());
    new Events(async, caller).begin(ids);
  }

  /** The one the address names, or those of the query. */
  private static List<UUID> ids(HttpServletRequest request) {
    String several = request.getParameter("ids");
    return Stream.ofNullable(several == null ? request.getParameter("id") : several)
        .flatMap(ids -> Arrays.stream(ids.split(",", -1)))
        .map(UUID::fromString)
        .distinct()
        .toList();
  }

  private boolean isVisible(Caller caller, UUID id) {
    try {
      return sessions.get(caller.tenant(), caller, id) != null;
    } catch (LakegateException e) {
      return false;
    }
  }

  /**
   * One open stream. Changes of a session that come while one is being written become one event.
   */
  private final class Events implements AsyncListener {
    private final AsyncContext async;
    private final LastingCaller caller;
    private final Map<UUID, SessionChanges.Watching> watched = new ConcurrentHashMap<>();
    private final Set<UUID> pending = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Events(AsyncContext async, LastingCaller caller) {
      this.async = async;
      this.caller = caller;
    }

    void begin(List<UUID> ids) {
      async.addListener(this);
      ids.forEach(id -> watched.put(id, changes.watch(id, () -> changed(id))));
      ids.forEach(this::changed);
      changes.runEach(LastingCaller.PERIOD, this::recognise);
    }

    private void changed(UUID id) {
      pending.add(id);
      if (waking.compareAndSet(false, true)) {
        changes.run(this::write);
      }
    }

    /** False once there is nothing to come back for. */
    private boolean recognise() {
      if (closed.get()) {
        return false;
      }
      try {
        if (caller.renew()) {
          List.copyOf(watched.keySet()).forEach(this::changed);
        }
        return true;
      } catch (RuntimeException e) {
        close();
        return false;
      }
    }

    private synchronized void write() {
      waking.set(false);
      if (closed.get()) {
        return;
      }
      try {
        PrintWriter out = async.getResponse().getWriter();
        for (UUID id : List.copyOf(pending)) {
          pending.remove(id);
          out.write("retry: 2000\ndata: " + event(id) + "\n\n");
        }
        if (out.checkError() || watched.isEmpty()) {
          close();
        }
      } catch (IOException | RuntimeException e) {
        close();
      }
    }

    private String event(UUID id) {
      Caller now = caller.get();
      if (!isVisible(now, id)) {
        SessionChanges.Watching watching = watched.remove(id);
        if (watching != null) {
          watching.close();
        }
        return SessionVersions.gone(id);
      }
      return SessionVersions.json(
          sessions.get(now.tenant(), now, id),
          statements.versions(now.tenant(), now, id, SessionVersions.NEWEST));
    }

    private void close() {
      if (closed.compareAndSet(false, true)) {
        unwatch();
        try {
          async.complete();
        } catch (IllegalStateException e) {
          // It is over already.
        }
      }
    }

    private void unwatch() {
      watched.values().forEach(SessionChanges.Watching::close);
      watched.clear();
    }

    @Override
    public void onComplete(AsyncEvent event) {
      closed.set(true);
      unwatch();
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
