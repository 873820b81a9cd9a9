package io.lakegate.audit;

import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import io.lakegate.platform.text.Excerpt;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/** Something that was done or refused. Never changed: every column is written once. */
@Entity
@Table(name = "audit_event")
public class AuditEvent extends TenantOwned {
  /** The result of what was done; every other one is an {@code ErrorCode}. */
  public static final String OK = "ok";

  private static final int MAX_NAME_LENGTH = 100;
  private static final int MAX_SUBJECT_LENGTH = 300;

  @Column(updatable = false)
  private Instant at;

  /** The kind is stored as text, so that a forged value can still be read and reported. */
  @Column(name = "actor_kind", updatable = false)
  private String actorKind;

  @Column(name = "actor_id", updatable = false)
  private UUID actorId;

  @Column(name = "actor_name", updatable = false)
  private String actorName;

  @Column(name = "token_id", updatable = false)
  private UUID tokenId;

  @Column(updatable = false)
  private String address;

  @Column(updatable = false)
  private String action;

  @Column(name = "subject_type", updatable = false)
  private String subjectType;

  @Column(name = "subject_id", updatable = false)
  private String subjectId;

  @Column(name = "subject_name", updatable = false)
  private String subjectName;

  @Column(name = "workspace_id", updatable = false)
  private UUID workspaceId;

  @Column(name = "state_before", updatable = false)
  private String before;

  @Column(name = "state_after", updatable = false)
  private String after;

  @Column(updatable = false)
  private String result;

  @Column(updatable = false)
  private String request;

  protected AuditEvent() {}

  AuditEvent(
      TenantId tenant,
      AuditActor actor,
      RequestOrigin.Seen origin,
      AuditEntry entry,
      String before,
      String after,
      Instant at) {
    super(tenant);
    boolean byToken = origin.tokenId() != null && actor.kind() == AuditActor.Kind.PERSON;
    this.at = at;
    this.actorKind = (byToken ? AuditActor.Kind.TOKEN : actor.kind()).name();
    this.actorId = actor.id();
    this.actorName = clean(actor.name(), MAX_NAME_LENGTH);
    this.tokenId = byToken ? origin.tokenId() : null;
    this.address = origin.address();
    this.action = entry.action().name();
    this.subjectType = entry.action().subjectType();
    this.subjectId = clean(entry.subjectId(), MAX_NAME_LENGTH);
    this.subjectName = clean(entry.subjectName(), MAX_SUBJECT_LENGTH);
    this.workspaceId = entry.workspaceId();
    this.before = before;
    this.after = after;
    this.result = entry.refusal() == null ? OK : entry.refusal().name();
    this.request = origin.reference();
  }

  /**
   * Whether a request answered with this HTTP status was refused to somebody for what they may do
   * or what stands against it; what is wrongly written or not there is nobody's event.
   */
  public static boolean isRefusal(int status) {
    return status == 403 || status == 409;
  }

  /** Strangers choose what they call themselves; no database refuses it. */
  private static String clean(String text, int longest) {
    if (text == null) {
      return null;
    }
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return Excerpt.start(plain, longest);
  }

  public Instant getAt() {
    return at;
  }

  /** A name of {@link AuditActor.Kind}. */
  public String getActorKind() {
    return actorKind;
  }

  /** Null for the system, and for who only claimed a name. */
  public UUID getActorId() {
    return actorId;
  }

  public String getActorName() {
    return actorName;
  }

  /** Null for what was not done with a REST token. */
  public UUID getTokenId() {
    return tokenId;
  }

  /** Null for the system. */
  public String getAddress() {
    return address;
  }

  /** A name of {@link AuditAction}. */
  public String getAction() {
    return action;
  }

  public String getSubjectType() {
    return subjectType;
  }

  public String getSubjectId() {
    return subjectId;
  }

  public String getSubjectName() {
    return subjectName;
  }

  public UUID getWorkspaceId() {
    return workspaceId;
  }

  /** JSON text without secrets; null for what was not there. */
  public String getBefore() {
    return AuditState.shown(before);
  }

  /** JSON text without secrets; null for what is gone. */
  public String getAfter() {
    return AuditState.shown(after);
  }

  /** {@link #OK} or the name of an {@code ErrorCode}. */
  public String getResult() {
    return result;
  }

  public boolean isOk() {
    return OK.equals(result);
  }

  /** All that is sealed, in one spelling. */
  String canonical() {
    JsonArrayBuilder fields = Json.createArrayBuilder();
    Stream.of(
            getId(),
            getTenantId(),
            at,
            actorKind,
            actorId,
            actorName,
            tokenId,
            address,
            action,
            subjectType,
            subjectId,
            subjectName,
            workspaceId,
            before,
            after,
            result,
            request)
        .forEach(
            field -> {
              if (field == null) {
                fields.addNull();
              } else {
                fields.add(field.toString());
              }
            });
    return fields.build().toString();
  }

  /** The same for all events of one request; null for the system. */
  public String getRequest() {
    return request;
  }
}
