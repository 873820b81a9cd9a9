package io.lakegate.session;

import io.lakegate.ledger.Attempt;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One interactive Livy session. Begins as a committed intent with a name nobody else has ({@code
 * LAUNCHING}), is then asked for at the backend, and is from there on what the backend says it is,
 * seen at {@code checkedAt}. It is recognised by its remote id <em>and</em> our name: a restarted
 * Livy gives the same ids to other people's sessions. Ends once, with a cause, and stays as the
 * history's witness: it keeps the profile it was made from.
 */
@Entity
public class Session extends TenantOwned {
  @Column(name = "workspace_id", updatable = false)
  private UUID workspaceId;

  @Column(name = "workspace_name", updatable = false)
  private String workspaceName;

  @Column(name = "profile_id", updatable = false)
  private UUID profileId;

  @Column(name = "profile_name", updatable = false)
  private String profileName;

  @Column(name = "profile_snapshot", updatable = false)
  private String profileSnapshot;

  @Column(name = "launch_request", updatable = false)
  private String launchRequest;

  @Column(updatable = false)
  private String kind;

  @Column(name = "owner_id", updatable = false)
  private UUID ownerId;

  @Column(name = "owner_name", updatable = false)
  private String ownerName;

  /** Null for a session from before there were such. */
  @Column(name = "runs_as", updatable = false)
  private String runsAs;

  @Column(updatable = false)
  private String name;

  @Column(name = "remote_name", updatable = false)
  private String remoteName;

  @Embedded
  @AttributeOverride(name = "attempts", column = @Column(name = "launch_attempts"))
  private Attempt attempt = new Attempt();

  @Column(name = "remote_state")
  private String remoteState;

  @Column(name = "app_id")
  private String appId;

  @Column(name = "spark_ui_url")
  private String sparkUiUrl;

  @Column(name = "driver_log_url")
  private String driverLogUrl;

  @Enumerated(EnumType.STRING)
  private SessionState state;

  @Enumerated(EnumType.STRING)
  @Column(name = "end_cause")
  private EndCause endCause;

  @Column(name = "idle_timeout", updatable = false)
  private Duration idleTimeout;

  @Column(name = "max_lifetime", updatable = false)
  private Duration maxLifetime;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "ready_at")
  private Instant readyAt;

  @Column(name = "newest_remote_statement")
  private long newestRemoteStatement = -1;

  @Column(name = "last_activity_at")
  private Instant lastActivityAt;

  @Column(name = "keep_until")
  private Instant keepUntil;

  @Column(name = "connected_at")
  private Instant connectedAt;

  @Column(name = "unreachable_since")
  private Instant unreachableSince;

  @Column(name = "sign_in_expired_since")
  private Instant signInExpiredSince;

  @Column(name = "stop_requested_at")
  private Instant stopRequestedAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "stop_cause")
  private EndCause stopCause;

  @Column(name = "ended_at")
  private Instant endedAt;

  @Column(name = "checked_at")
  private Instant checkedAt;

  @Column(name = "left_running")
  private boolean leftRunning;

  @Column(name = "last_number")
  private int lastNumber;

  protected Session() {}

  Session(TenantId tenant, Launch launch, String installation, Instant now) {
    super(tenant);
    this.workspaceId = launch.workspaceId();
    this.workspaceName = launch.workspaceName();
    this.profileId = launch.profileId();
    this.profileName = launch.profileName();
    this.profileSnapshot = launch.profileSnapshot();
    this.kind = launch.kind();
    this.ownerId = launch.ownerId();
    this.ownerName = launch.ownerName();
    this.runsAs = launch.runsAs();
    this.remoteName = RemoteName.of(installation, launch.namePrefix(), getId());
    this.launchRequest = launch.requestNamed(remoteName);
    this.name = launch.name() == null ? launch.profileName() : launch.name();
    this.idleTimeout = launch.idleTimeout();
    this.maxLifetime = launch.maxLifetime();
    this.state = SessionState.LAUNCHING;
    this.createdAt = now;
    this.lastActivityAt = now;
  }

  /** The number of the next statement; its row and this one are saved together. */
  int nextNumber() {
    return ++lastNumber;
  }

  /** About to ask the backend for it; from here on it may exist there. */
  void attempt(Instant now) {
    attempt.begin(now);
  }

  /**
   * Records that an attempt to launch failed and is not settled yet. If it was the only one and
   * provably never got through, it leaves no doubt behind.
   */
  void attemptFailed(String why, boolean provablyNot, Instant now) {
    if (!provablyNot) {
      attempt.doubt(why, now);
    } else if (attempt.attempts() == 1) {
      attempt.undo(why);
    } else {
      attempt.remark(why);
    }
  }

  void accepted(String id, Instant now) {
    attempt.accepted(id, now);
    attempt.remark(null);
    if (state == SessionState.LAUNCHING) {
      become(SessionState.STARTING);
    }
  }

  private void become(SessionState next) {
    if (state != next && !state.canBecome(next)) {
      throw new IllegalStateException("A session that is " + state + " cannot become " + next);
    }
    state = next;
  }

  /** Records what the backend said just now. Ends are recorded by {@link #end}. */
  void seen(SessionState seen, RemoteFacts facts, Instant now) {
    checkedAt = now;
    unreachableSince = null;
    signInExpiredSince = null;
    remoteState = facts.state();
    appId = facts.appId() == null ? appId : facts.appId();
    sparkUiUrl = facts.sparkUiUrl() == null ? sparkUiUrl : facts.sparkUiUrl();
    driverLogUrl = facts.driverLogUrl() == null ? driverLogUrl : facts.driverLogUrl();
    if (state == SessionState.STOPPING || state == SessionState.ENDED) {
      return;
    }
    attempt.remark(null);
    become(seen);
    boolean ready = seen == SessionState.IDLE || seen == SessionState.BUSY;
    if (ready && readyAt == null) {
      readyAt = now;
      lastActivityAt = now;
    }
  }

  /** The backend could not be asked. After a while the state is no longer believed. */
  void unreachable(String why, Instant now, Duration patience) {
    if (isEnded()) {
      return;
    }
    if (unreachableSince == null) {
      unreachableSince = now;
    }
    attempt.remark(why);
    // A wish to launch or to stop stands, whether the backend can be asked or not.
    boolean fades = state.canBecome(SessionState.UNKNOWN);
    if (fades && now.isAfter(unreachableSince.plus(patience))) {
      become(SessionState.UNKNOWN);
    }
  }

  /** Whether the owner must sign in again before the backend can be asked; keeps since when. */
  void signInExpired(boolean expired, Instant now) {
    if (!expired) {
      signInExpiredSince = null;
    } else if (signInExpiredSince == null) {
      signInExpiredSince = now;
    }
  }

  /** The backend took a statement of ours under this id, and runs it. */
  void accepted(long remoteStatement) {
    newestRemoteStatement = Math.max(newestRemoteStatement, remoteStatement);
    if (state == SessionState.IDLE) {
      become(SessionState.BUSY);
    }
  }

  /**
   * The session may still run code that nobody waits for any longer: what comes next does not run
   * just because the backend took it.
   */
  void leftRunning(boolean left) {
    leftRunning = left;
  }

  boolean isLeftRunning() {
    return leftRunning;
  }

  /** The highest statement id the backend is known to have given; -1 for none. */
  long newestRemoteStatement() {
    return newestRemoteStatement;
  }

  /** A statement of ours ended in it. */
  void ran(boolean more, Instant now) {
    lastActivityAt = now;
    if (state == SessionState.BUSY && !more) {
      become(SessionState.IDLE);
    }
  }

  void active(Instant now) {
    lastActivityAt = now;
  }

  /** A list of the backend does not show it as it should be: to be looked at by itself. */
  void doubt() {
    checkedAt = null;
  }

  void keepUntil(Instant until) {
    keepUntil = until;
  }

  void connected(Instant now) {
    connectedAt = now;
  }

  /** The wish to stop; the first cause stands. */
  void requestStop(EndCause cause, Instant now) {
    if (stopRequestedAt == null && !isEnded()) {
      stopRequestedAt = now;
      stopCause = cause;
      become(SessionState.STOPPING);
    }
  }

  void end(EndCause cause, String why, Instant now) {
    if (!isEnded()) {
      become(SessionState.ENDED);
      endCause = cause;
      attempt.remark(why);
      endedAt = now;
    }
  }

  public boolean isEnded() {
    return state == SessionState.ENDED;
  }

  public boolean isReady() {
    return state == SessionState.IDLE || state == SessionState.BUSY;
  }

  /**
   * The time at which Lakegate stops the session unless something is run; null before it was ready
   * and after its end.
   */
  public Instant getIdleDeadline() {
    if (readyAt == null || isEnded()) {
      return null;
    }
    Instant deadline = lastActivityAt.plus(idleTimeout);
    return keepUntil != null && keepUntil.isAfter(deadline) ? keepUntil : deadline;
  }

  /** The time at which Lakegate stops the session whatever it does. */
  public Instant getLifetimeDeadline() {
    return createdAt.plus(maxLifetime);
  }

  Optional<EndCause> stopCause() {
    return Optional.ofNullable(stopCause);
  }

  public UUID getWorkspaceId() {
    return workspaceId;
  }

  public String getWorkspaceName() {
    return workspaceName;
  }

  public UUID getProfileId() {
    return profileId;
  }

  public String getProfileName() {
    return profileName;
  }

  public String getProfileSnapshot() {
    return profileSnapshot;
  }

  public String getLaunchRequest() {
    return launchRequest;
  }

  public String getKind() {
    return kind;
  }

  public UUID getOwnerId() {
    return ownerId;
  }

  public String getOwnerName() {
    return ownerName;
  }

  /** The identity its code runs as at the backend, in words. */
  public String getRunsAs() {
    return runsAs == null ? ownerName : runsAs;
  }

  public String getName() {
    return name;
  }

  public String getRemoteName() {
    return remoteName;
  }

  public String getRemoteId() {
    return attempt.remoteId();
  }

  public String getRemoteState() {
    return remoteState;
  }

  public String getAppId() {
    return appId;
  }

  public String getSparkUiUrl() {
    return sparkUiUrl;
  }

  public String getDriverLogUrl() {
    return driverLogUrl;
  }

  public SessionState getState() {
    return state;
  }

  public EndCause getEndCause() {
    return endCause;
  }

  public String getMessage() {
    return attempt.message();
  }

  public Duration getIdleTimeout() {
    return idleTimeout;
  }

  public Duration getMaxLifetime() {
    return maxLifetime;
  }

  public Instant getCreatedAt() {
    return createdAt;
  }

  public Instant getAttemptedAt() {
    return attempt.attemptedAt();
  }

  int launchAttempts() {
    return attempt.attempts();
  }

  public Instant getAcceptedAt() {
    return attempt.acceptedAt();
  }

  public Instant getReadyAt() {
    return readyAt;
  }

  public Instant getLastActivityAt() {
    return lastActivityAt;
  }

  Instant connectedAt() {
    return connectedAt;
  }

  /** The time since which the backend has not answered; null while it answers. */
  public Instant unreachableSince() {
    return unreachableSince;
  }

  /** Null unless its owner must sign in again. */
  public Instant getSignInExpiredSince() {
    return signInExpiredSince;
  }

  public Instant getStopRequestedAt() {
    return stopRequestedAt;
  }

  public Instant getEndedAt() {
    return endedAt;
  }

  public Instant getCheckedAt() {
    return checkedAt;
  }
}
