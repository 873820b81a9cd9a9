package io.lakegate.console;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.web.Texts;
import io.lakegate.session.Session;
import io.lakegate.session.SessionLog;
import io.lakegate.session.SessionShare;
import io.lakegate.session.SessionState;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The facts that a console shows about its session: phases, settings, deadlines, the log's last
 * lines.
 */
public final class SessionFacts {
  private static final int TAIL = 12;

  private final Session session;
  private final SessionRow row;
  private final SessionLog log;
  private final List<SessionShare> shares;

  SessionFacts(
      Session session, Caller caller, Optional<SessionLog> log, List<SessionShare> shares) {
    this.session = session;
    this.row =
        new SessionRow(
            session, caller, shares.stream().anyMatch(share -> share.isFor(caller.personId())));
    this.shares = shares;
    this.log = log.orElse(null);
  }

  public Session getSession() {
    return session;
  }

  public SessionRow getRow() {
    return row;
  }

  /**
   * A step of the start.
   *
   * @param took null while it is not over
   * @param since when it began, while it lasts
   * @param state done, now, to come or never
   */
  public record Phase(String label, Duration took, Instant since, String state) {}

  /** Measured by Lakegate: Livy gives no times of its own. */
  public List<Phase> getPhases() {
    List<Phase> phases = new ArrayList<>();
    phases.add(phase("phase.queued", session.getCreatedAt(), session.getAcceptedAt()));
    phases.add(phase("phase.starting", session.getAcceptedAt(), session.getReadyAt()));
    phases.add(phase("phase.ready", session.getReadyAt(), session.getEndedAt()));
    return phases;
  }

  private Phase phase(String key, Instant from, Instant to) {
    String label = Texts.text(key);
    Instant ended = session.getEndedAt();
    if (from == null) {
      return new Phase(label, null, null, ended == null ? "later" : "never");
    }
    if (to != null) {
      return new Phase(label, Duration.between(from, to), null, "done");
    }
    return ended == null
        ? new Phase(label, null, from, "now")
        : new Phase(label, Duration.between(from, ended), null, "done");
  }

  /** A setting in force and its value. */
  public record Entry(String name, String value) {}

  /** The settings that the launch requested, as they were sent. */
  public List<Entry> getSettings() {
    List<Entry> settings = new ArrayList<>();
    request()
        .forEach(
            (name, value) -> {
              if (name.equals("conf") && value.getValueType() == JsonValue.ValueType.OBJECT) {
                value.asJsonObject().forEach((key, conf) -> add(settings, key, conf));
              } else if (!name.equals("name")) {
                add(settings, name, value);
              }
            });
    return settings;
  }

  private Map<String, JsonValue> request() {
    try {
      return BoundedJson.object(session.getLaunchRequest());
    } catch (JsonException e) {
      return Map.of();
    }
  }

  private static void add(List<Entry> settings, String name, JsonValue value) {
    boolean nothing = value == JsonValue.NULL || value.toString().equals("[]");
    if (!nothing) {
      String text = value instanceof JsonString string ? string.getString() : value.toString();
      settings.add(new Entry(name, text));
    }
  }

  /** Ends for a cause that leaves variables and waiting code behind. */
  public boolean isOver() {
    return session.isEnded() || session.getState() == SessionState.STOPPING;
  }

  /** The backend cannot be asked just now, for another reason than a sign-in. */
  public boolean isUnreachable() {
    return session.unreachableSince() != null && !isOver() && !isSignInExpired();
  }

  /** Whether the owner must sign in again before the backend can be asked anything. */
  public boolean isSignInExpired() {
    return session.getSignInExpiredSince() != null && !session.isEnded();
  }

  /** Whether code that the caller runs here runs with the rights of somebody else. */
  public boolean isActingForOwner() {
    return row.isUsable() && !row.isOwn();
  }

  public boolean isShared() {
    return !shares.isEmpty();
  }

  /** User names, and all Editors in words. */
  public String getSharedWith() {
    return shares.stream()
        .map(
            share ->
                share.isWithAllEditors() ? Texts.text("share.allEditors") : share.getPersonName())
        .collect(Collectors.joining(", "));
  }

  /** The owner decides, while it lives. */
  public boolean isShareable() {
    return row.isOwn() && !isOver();
  }

  public boolean isKeepable() {
    return row.isUsable() && session.getReadyAt() != null;
  }

  public boolean isLogRead() {
    return log != null;
  }

  public Instant getLogReadAt() {
    return log == null ? null : log.getReadAt();
  }

  public String getLogTail() {
    if (log == null) {
      return "";
    }
    List<String> lines = log.getLines();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }
}
