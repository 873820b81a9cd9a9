package io.lakegate.platform.security;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.function.Supplier;

/** The caller of the present request, set once by a filter. Only front doors read it. */
@Named
@RequestScoped
public class CurrentCaller {
  private Caller caller;
  private Supplier<Optional<Caller>> again = Optional::empty;

  /**
   * Says for whom the request speaks.
   *
   * @param again finds out for whom it speaks at a later moment; see {@link LastingCaller}
   */
  public void set(Caller caller, Supplier<Optional<Caller>> again) {
    this.caller = caller;
    this.again = again;
  }

  /** Like {@code get}, but for a request that goes on for a while. */
  public LastingCaller lasting() {
    return new LastingCaller(get(), again);
  }

  public Optional<Caller> find() {
    return Optional.ofNullable(caller);
  }

  /** Fails with {@code UNAUTHENTICATED} when nobody is signed in. */
  public Caller get() {
    return find().orElseThrow(() -> new LakegateException(ErrorCode.UNAUTHENTICATED));
  }

  public TenantId tenant() {
    return get().tenant();
  }

  // For pages

  public boolean isSignedIn() {
    return caller != null;
  }

  public String getUserName() {
    return caller == null ? "" : caller.userName();
  }

  public String getRoleTitle() {
    return caller == null ? "" : caller.role().title();
  }

  public boolean isEditor() {
    return caller != null && caller.may(Operation.LAUNCH_SESSION);
  }

  public boolean isAdministrator() {
    return caller != null && caller.may(Operation.CHANGE_CATALOGUE);
  }

  public boolean isAuditReader() {
    return caller != null && caller.may(Operation.READ_AUDIT);
  }

  public boolean isOperator() {
    return caller != null && caller.isOperator();
  }
}
