package io.lakegate.session;

import io.lakegate.backend.Backend;
import io.lakegate.backend.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the log of a session that ended: its backend deletes the log with the session. */
@ApplicationScoped
class LastLog {
  private static final Logger LOG = Logger.getLogger(LastLog.class.getName());

  @Inject SessionRepository sessions;
  @Inject Clock clock;

  /**
   * Stores the whole window that the backend still holds, else the few lines it sent with the
   * session, unless more of them are stored already. Never fails: whatever happens here, the
   * session is deleted afterwards.
   *
   * @return the lines there are to explain its end
   */
  List<String> keep(Watch watch, Supplier<Backend> opened, List<String> tail) {
    List<String> lines = new ArrayList<>(tail);
    try {
      Backend backend = opened.get();
      if (backend.capabilities().contains(Capability.HAS_LOG)) {
        List<String> window =
            backend.log(watch.session.getRemoteId(), SessionService.MAX_LOG_LINES);
        lines = window.size() >= tail.size() ? window : lines;
      }
    } catch (RuntimeException | VirtualMachineError e) {
      LOG.log(Level.FINE, "The log of a session that ended cannot be read.", e);
    }
    try {
      return stored(watch, lines);
    } catch (RuntimeException | VirtualMachineError e) {
      LOG.log(Level.WARNING, "The log of a session that ended cannot be stored.", e);
      return lines;
    }
  }

  private List<String> stored(Watch watch, List<String> lines) {
    List<String> before =
        sessions.findLog(watch.tenant, watch.sessionId).map(SessionLog::getLines).orElse(List.of());
    if (before.size() > lines.size()) {
      return before;
    }
    if (!lines.isEmpty()) {
      sessions.saveLog(watch.tenant, watch.sessionId, lines, clock.instant());
    }
    return lines;
  }
}
