package io.lakegate.audit;

import io.lakegate.platform.database.Violation;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Records what is done. Features call it around the one repository call that is the change: no
 * remote may be called in there, for it is a transaction.
 */
@ApplicationScoped
public class AuditService {
  private static final RequestOrigin.Seen NOWHERE = new RequestOrigin.Seen(null, null, null);

  /**
   * Maximum number of refusals recorded of one person, for one reason, within {@link
   * #REFUSALS_COUNTED_FOR}.
   */
  static final int MAX_REFUSALS = 100;

  static final Duration REFUSALS_COUNTED_FOR = Duration.ofHours(1);

  @Inject AuditEventRepository repository;
  @Inject RequestOrigin origin;
  @Inject Clock clock;

  /**
   * Makes a change and records it in one transaction, or in the caller's: both or neither. What the
   * change throws arrives as it was thrown, after everything is rolled back.
   *
   * @param caller null = the system
   * @param entry made of what the change gave
   */
  public <T> T change(
      TenantId tenant, Caller caller, Supplier<T> change, Function<? super T, AuditEntry> entry) {
    return changeBy(tenant, actor(caller), change, entry);
  }

  /** Makes a change like the method above, if the change returns nothing. */
  public void change(TenantId tenant, Caller caller, AuditEntry entry, Runnable change) {
    changeBy(
        tenant,
        actor(caller),
        () -> {
          change.run();
          return entry;
        },
        done -> done);
  }

  /**
   * Stores a row and records it, as {@code change} does.
   *
   * @param refusals what is said when the row breaks a rule of the schema that the caller has asked
   *     about before, because another request was quicker
   */
  public <T> T save(
      TenantId tenant,
      Caller caller,
      Supplier<T> save,
      Function<? super T, AuditEntry> entry,
      Map<Violation, Supplier<LakegateException>> refusals) {
    try {
      return change(tenant, caller, save, entry);
    } catch (PersistenceException e) {
      throw Violation.refusal(e, refusals);
    }
  }

  /**
   * Deletes a row and records it, as {@code change} does.
   *
   * @param inUse the code of the refusal when something has come to refer to the row just now
   */
  public void delete(
      TenantId tenant, Caller caller, AuditEntry entry, ErrorCode inUse, Runnable delete) {
    try {
      change(tenant, caller, entry, delete);
    } catch (PersistenceException e) {
      throw Violation.refusal(
          e,
          Map.of(
              Violation.REFERENCE, () -> new LakegateException(e, inUse, Usages.ADDED_JUST_NOW)));
    }
  }

  /**
   * Records a change that the system made, like {@code change}, but nothing if the work found
   * nothing to do.
   *
   * @param change whether it changed something; else nothing is recorded
   */
  public void changeWhere(TenantId tenant, BooleanSupplier change, Supplier<AuditEntry> entry) {
    repository.changeWhere(tenant, change, () -> event(tenant, AuditActor.SYSTEM, entry.get()));
  }

  /** Records a change, like {@code change}, that somebody made who is not signed in yet. */
  public <T> T changeBy(
      TenantId tenant,
      AuditActor actor,
      Supplier<T> change,
      Function<? super T, AuditEntry> entry) {
    return repository.change(tenant, change, changed -> event(tenant, actor, entry.apply(changed)));
  }

  /**
   * Records what changed nothing: something was read, tried or refused. Refusals are recorded after
   * what was refused has been rolled back.
   *
   * @param caller null = the system
   */
  public void record(TenantId tenant, Caller caller, AuditEntry entry) {
    recordBy(tenant, actor(caller), entry);
  }

  /** Records like the method above, for an actor who is not, or not yet, a caller. */
  public void recordBy(TenantId tenant, AuditActor actor, AuditEntry entry) {
    repository.add(tenant, event(tenant, actor, entry));
  }

  /**
   * Records it unless the same was recorded lately: the same action and result, by the same person
   * (where nobody is known: from the same address), on the same thing. So neither who looks often
   * nor who guesses passwords can fill the table.
   */
  public void recordOnce(TenantId tenant, AuditActor actor, AuditEntry entry, Duration lately) {
    AuditEvent event = event(tenant, actor, entry);
    repository.addUnlessSince(tenant, event, event.getAt().minus(lately));
  }

  /**
   * Records that a request of somebody known was refused, {@link #MAX_REFUSALS} times in an hour:
   * who tries more doors than that has shown what they do, and does not fill the table. Each reason
   * is counted by itself, so a program that meets conflicts all day hides no attempt at what it may
   * not do.
   */
  public void recordRefusedRequest(TenantId tenant, Caller caller, ErrorCode code) {
    AuditEntry entry = AuditEntry.named(AuditAction.REQUEST, origin.asked()).refused(code);
    AuditEvent event = event(tenant, actor(caller), entry);
    repository.addUnlessMany(
        tenant, event, event.getAt().minus(REFUSALS_COUNTED_FOR), MAX_REFUSALS);
  }

  private static AuditActor actor(Caller caller) {
    return caller == null ? AuditActor.SYSTEM : AuditActor.of(caller);
  }

  private AuditEvent event(TenantId tenant, AuditActor actor, AuditEntry entry) {
    return new AuditEvent(
        tenant,
        actor,
        seen(),
        entry,
        AuditState.before(entry),
        AuditState.after(entry),
        clock.instant());
  }

  /** Trackers and sweeps work outside of any request. */
  private RequestOrigin.Seen seen() {
    try {
      return origin.seen();
    } catch (ContextNotActiveException e) {
      return NOWHERE;
    }
  }
}
