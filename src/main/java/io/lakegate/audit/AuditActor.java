package io.lakegate.audit;

import io.lakegate.platform.security.Caller;
import java.util.UUID;

/**
 * The actor of an audit event.
 *
 * @param id null for the system, and for somebody who only claimed a name
 */
public record AuditActor(Kind kind, UUID id, String name) {
  /** The kinds of actors; a person's REST token is told apart from the person. */
  public enum Kind {
    PERSON,
    TOKEN,
    SYSTEM
  }

  /** Trackers, sweeps and seeding: work nobody asks for. */
  public static final AuditActor SYSTEM = new AuditActor(Kind.SYSTEM, null, "system");

  public static AuditActor of(Caller caller) {
    return new AuditActor(Kind.PERSON, caller.personId(), caller.userName());
  }

  public static AuditActor person(UUID id, String name) {
    return new AuditActor(Kind.PERSON, id, name);
  }

  /** Somebody who gave this name and has not proved it. */
  public static AuditActor claiming(String name) {
    return new AuditActor(Kind.PERSON, null, name);
  }
}
