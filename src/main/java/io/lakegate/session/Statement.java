package io.lakegate.session;

import io.lakegate.ledger.Attempt;
import io.lakegate.output.OutputCut;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.SecretMask;
import io.lakegate.platform.tenancy.TenantOwned;
import io.lakegate.platform.text.Excerpt;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One piece of code run in a session. Stored before it is sent; sent by one node, once. Lakegate
 * keeps a session's queue itself and gives the backend one statement at a time, so that of all
 * statements at most one can be in doubt. Ends as {@code AVAILABLE} (with a result, also an
 * error's), {@code CANCELLED} or {@code LOST}; its output is in a table of its own.
 */
@Entity
public class Statement extends TenantOwned {
  /**
   * A statement may be given up after this time without an answer about it, or after a request to
   * cancel it.
   */
  static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);

  private static final int MAX_FIRST_LINE_LENGTH = 200;

  @Column(name = "session_id", updatable = false)
  private UUID sessionId;

  @Column(name = "workspace_id", updatable = false)
  private UUID workspaceId;

  @Column(name = "profile_id", updatable = false)
  private UUID profileId;

  @Column(name = "profile_name", updatable = false)
  private String profileName;

  @Column(name = "session_name", updatable = false)
  private String sessionName;

  @Column(updatable = false)
  private int number;

  /** The number until it ends, then null: so what waits is found whatever has run. */
  @Column(name = "unended_number")
  private Integer unendedNumber;

  @Column(updatable = false)
  private String code;

  @Column(name = "first_line", updatable = false)
  private String firstLine;

  @Column(updatable = false)
  private String kind;

  @Column(updatable = false)
  private boolean startup;

  @Enumerated(EnumType.STRING)
  private StatementState state;

  @Enumerated(EnumType.STRING)
  private Outcome outcome;

  private double progress;

  /** The sending of its code. */
  @Embedded
  @AttributeOverride(name = "attemptedAt", column = @Column(name = "sending_at"))
  @AttributeOverride(name = "attempts", column = @Column(name = "send_attempts"))
  private Attempt attempt = new Attempt();

  @Column(name = "submitted_by", updatable = false)
  private UUID submittedBy;

  @Column(name = "submitted_by_name", updatable = false)
  private String submittedByName;

  @Column(name = "ran_as", updatable = false)
  private String ranAs;

  @Column(name = "submitted_at", updatable = false)
  private Instant submittedAt;

  @Column(name = "known_remote_id")
  private long knownRemoteId;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "completed_at")
  private Instant completedAt;

  @Column(name = "cancel_requested_at")
  private Instant cancelRequestedAt;

  @Column(name = "cancel_sent_at")
  private Instant cancelSentAt;

  @Column(name = "unread_since")
  private Instant unreadSince;

  @Column(name = "failing_since")
  private Instant failingSince;

  @Column(name = "cut_limit")
  private String cutLimit;

  @Column(name = "cut_kept")
  private Long cutKept;

  @Column(name = "has_output")
  private boolean hasOutput;

  /** The outcome of the code; a statement without a result has none. */
  public enum Outcome {
    OK,
    ERROR;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  protected Statement() {}

  Statement(Session session, String code, String kind, boolean startup, Caller by, Instant now) {
    super(session.getTenantId());
    this.sessionId = session.getId();
    this.workspaceId = session.getWorkspaceId();
    this.profileId = session.getProfileId();
    this.profileName = session.getProfileName();
    this.sessionName = session.getName();
    this.number = session.nextNumber();
    this.unendedNumber = number;
    this.code = code;
    this.firstLine = firstLine(code);
    this.kind = kind;
    this.startup = startup;
    this.state = StatementState.WAITING;
    this.submittedBy = by.personId();
    this.submittedByName = by.userName();
    this.ranAs = session.getRunsAs();
    this.submittedAt = now;
    this.knownRemoteId = -1;
  }

  static String firstLine(String code) {
    String line = code.strip().lines().findFirst().orElse("").strip();
    return Excerpt.shortened(line, MAX_FIRST_LINE_LENGTH);
  }

  /**
   * About to be sent; from here on it may have run.
   *
   * @param newestRemoteId the highest id the backend is known to have given in this session
   */
  void sending(long newestRemoteId, Instant now) {
    attempt.withdraw(null);
    attempt.begin(now);
    knownRemoteId = newestRemoteId;
  }

  /** Provably not sent, or refused before it ran: it waits again, unless somebody cancelled it. */
  void notSent(String why) {
    if (state.isEnded() || attempt.remoteId() != null) {
      return;
    }
    attempt.withdraw(why);
    readable();
    if (cancelRequestedAt != null) {
      end(
          StatementState.CANCELLED,
          null,
          "It was cancelled before it was sent.",
          cancelRequestedAt);
    }
  }

  /** Nobody knows yet whether the backend has it. */
  void ambiguous(String why, Instant now) {
    if (state.isEnded()) {
      return;
    }
    attempt.doubt(why, now);
  }

  /**
   * The backend has it.
   *
   * @param runs whether the backend has begun with it; what it still queues is not shown as running
   */
  void accepted(String id, boolean runs, Instant now) {
    attempt.accepted(id, now);
    readable();
    if (!state.isEnded()) {
      attempt.remark(null);
    }
    if (runs) {
      started(now);
    }
  }

  /** The backend has begun with it. */
  void started(Instant now) {
    if (!state.isEnded()) {
      startedAt = startedAt == null ? now : startedAt;
      become(cancelRequestedAt == null ? StatementState.RUNNING : StatementState.CANCELLING);
      attempt.remark(null);
    }
  }

  /** The backend has it and runs something else first. */
  void queued(String remark) {
    if (!state.isEnded()) {
      startedAt = null;
      become(cancelRequestedAt == null ? StatementState.WAITING : StatementState.CANCELLING);
      attempt.remark(remark);
    }
  }

  /**
   * The backend cannot tell about it just now.
   *
   * @param failing the backend answers with an error for it while its session answers
   */
  void unreadable(boolean failing, String why, Instant now) {
    if (state.isEnded()) {
      return;
    }
    unreadSince = unreadSince == null ? now : unreadSince;
    if (!failing) {
      failingSince = null;
    } else if (failingSince == null) {
      failingSince = now;
    }
    attempt.remark(why);
  }

  void readable() {
    unreadSince = null;
    failingSince = null;
  }

  /** A sentence for who waits for it. */
  void remark(String remark) {
    if (!state.isEnded()) {
      attempt.remark(remark);
    }
  }

  /** The moment from which a person may give it up; null while its backend answers for it. */
  public Instant getGiveUpFrom() {
    if (state.isEnded() || !isSent()) {
      return null;
    }
    return Stream.of(unreadSince, attempt.ambiguousSince(), cancelRequestedAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(since -> since.plus(GIVE_UP_AFTER))
        .orElse(null);
  }

  /** A person may end it as lost, because its backend has not answered for long enough. */
  public boolean isGiveUpOffered(Instant now) {
    Instant from = getGiveUpFrom();
    return from != null && !now.isBefore(from);
  }

  /** True when nobody waits for the statement any longer although its code may still run. */
  boolean mayStillRun() {
    boolean silent = state == StatementState.CANCELLED && isSent() && !hasOutput;
    return state == StatementState.LOST || silent;
  }

  /** A person gives up waiting for the backend's answer about the statement. */
  void giveUp(String who, Instant now) {
    Duration since = Duration.between(getGiveUpFrom().minus(GIVE_UP_AFTER), now);
    end(
        StatementState.LOST,
        null,
        who
            + " gave it up after "
            + since.toMinutes()
            + " minutes without an end. Its code may still run at the backend; what comes after it"
            + " begins when the backend is free. Stop the session to end it for good.",
        now);
  }

  void progressed(double now) {
    progress = Math.max(0, Math.min(1, now));
  }

  void requestCancel(Instant now) {
    if (cancelRequestedAt == null) {
      cancelRequestedAt = now;
    }
    if (!isSent()) {
      end(StatementState.CANCELLED, null, "It was cancelled before it was sent.", now);
    } else if (!state.isEnded()) {
      become(StatementState.CANCELLING);
    }
  }

  void cancelSent(Instant now) {
    cancelSentAt = now;
  }

  /** Keeps the backend's own times where it gave them. */
  void end(StatementState ended, Outcome how, String why, Instant now) {
    if (!state.isEnded()) {
      become(ended);
      unendedNumber = null;
      outcome = how;
      attempt.remark(why);
      completedAt = now;
      progress = how == Outcome.OK ? 1 : progress;
    }
  }

  /** Its session is gone: what was sent has no result any more, what was not never ran. */
  void sessionEnded(StatementState sent, Instant now) {
    if (isSent()) {
      end(sent, null, "The session ended before a result was there.", now);
    } else {
      end(StatementState.CANCELLED, null, "The session ended before this was sent.", now);
    }
  }

  void times(Long startedMillis, Long completedMillis) {
    startedAt = startedAt == null ? attempt.attemptedAt() : startedAt;
    startedAt = startedMillis == null ? startedAt : Instant.ofEpochMilli(startedMillis);
    completedAt = completedMillis == null ? completedAt : Instant.ofEpochMilli(completedMillis);
  }

  void stored(OutputCut cut) {
    hasOutput = true;
    cutLimit = cut.limit();
    cutKept = cut.limit() == null ? null : cut.kept();
  }

  private void become(StatementState next) {
    if (state != next && !state.canBecome(next)) {
      throw new IllegalStateException("A statement that is " + state + " cannot become " + next);
    }
    state = next;
  }

  /** The run time as the backend measured it; null before the statement ends or if it never ran. */
  public Duration getDuration() {
    return duration(startedAt, completedAt);
  }

  /** Returns how long it ran; null while it runs or where the two times contradict each other. */
  public static Duration duration(Instant startedAt, Instant completedAt) {
    return startedAt == null || completedAt == null || completedAt.isBefore(startedAt)
        ? null
        : Duration.between(startedAt, completedAt);
  }

  boolean isSent() {
    return attempt.isBegun();
  }

  public UUID getSessionId() {
    return sessionId;
  }

  public UUID getWorkspaceId() {
    return workspaceId;
  }

  public UUID getProfileId() {
    return profileId;
  }

  public String getProfileName() {
    return profileName;
  }

  public String getSessionName() {
    return sessionName;
  }

  public int getNumber() {
    return number;
  }

  public String getCode() {
    return code;
  }

  /** The first line with everything that looks like a secret masked; it is shown on pages only. */
  public String getFirstLine() {
    return SecretMask.of(firstLine);
  }

  public String getKind() {
    return kind;
  }

  public boolean isStartup() {
    return startup;
  }

  public StatementState getState() {
    return state;
  }

  public Outcome getOutcome() {
    return outcome;
  }

  public double getProgress() {
    return progress;
  }

  public String getMessage() {
    return attempt.message();
  }

  public UUID getSubmittedBy() {
    return submittedBy;
  }

  public String getSubmittedByName() {
    return submittedByName;
  }

  public String getRanAs() {
    return ranAs;
  }

  public Instant getSubmittedAt() {
    return submittedAt;
  }

  Instant sendingAt() {
    return attempt.attemptedAt();
  }

  long knownRemoteId() {
    return knownRemoteId;
  }

  int sendAttempts() {
    return attempt.attempts();
  }

  Instant ambiguousSince() {
    return attempt.ambiguousSince();
  }

  public String getRemoteId() {
    return attempt.remoteId();
  }

  public Instant getStartedAt() {
    return startedAt;
  }

  public Instant getCompletedAt() {
    return completedAt;
  }

  Instant cancelRequestedAt() {
    return cancelRequestedAt;
  }

  Instant unreadSince() {
    return unreadSince;
  }

  Instant failingSince() {
    return failingSince;
  }

  Instant cancelSentAt() {
    return cancelSentAt;
  }

  public String getCutLimit() {
    return cutLimit;
  }

  public Long getCutKept() {
    return cutKept;
  }

  public boolean hasOutput() {
    return hasOutput;
  }
}
