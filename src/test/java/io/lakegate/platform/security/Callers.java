package io.lakegate.platform.security;

import io.lakegate.platform.tenancy.TenantId;
import java.util.UUID;

/** People of each role. */
public final class Callers {
  private Callers() {}

  public static Caller administrator(TenantId tenant) {
    return new Caller(tenant, "acme", new UUID(0xca, 1), "ada", Role.ADMINISTRATORS);
  }

  public static Caller editor(TenantId tenant) {
    return new Caller(tenant, "acme", new UUID(0xca, 2), "ed", Role.EDITORS);
  }

  public static Caller viewer(TenantId tenant) {
    return new Caller(tenant, "acme", new UUID(0xca, 3), "vi", Role.VIEWERS);
  }

  /** Of one workspace. */
  public static Caller viewer(TenantId tenant, UUID workspace) {
    return new Caller(
        tenant, "acme", new UUID(0xca, 5), "vi", Rights.none().with(Role.VIEWERS, workspace));
  }

  public static Caller operator(TenantId tenant) {
    return new Caller(tenant, "operator", new UUID(0xca, 4), "op", Role.OPERATORS);
  }
}
