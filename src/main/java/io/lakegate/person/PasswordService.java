package io.lakegate.person;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;

/** Changes one's own password, and what a changed password means for all that was begun with it. */
@ApplicationScoped
public class PasswordService {
  @Inject PersonService people;
  @Inject SignInService signIns;
  @Inject RestTokenService tokens;

  /**
   * Changes it, ends every other sign-in of the person and, if wished, revokes their tokens: all or
   * nothing. Returns the new secret of this browser's sign-in. {@code INVALID}, {@code
   * SIGN_IN_LOCKED}.
   */
  public String change(
      TenantId tenant,
      Caller caller,
      String secret,
      PersonService.PasswordChange change,
      boolean revokeTokens) {
    if (!caller.tenant().equals(tenant)) {
      throw new LakegateException(ErrorCode.PERSON_NOT_FOUND);
    }
    AtomicReference<String> renewed = new AtomicReference<>();
    people.changePassword(
        tenant,
        caller.personId(),
        change,
        () -> {
          renewed.set(signIns.renew(tenant, caller, secret));
          if (revokeTokens) {
            tokens.revokeAllOwn(tenant, caller);
          }
        });
    return renewed.get();
  }
}
