package io.lakegate.platform.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rights of a person in their tenant: a role in the whole of it, roles in single workspaces, or
 * both. In a workspace the higher one counts.
 *
 * @param tenantWide null = none
 * @param inWorkspaces by workspace; only what somebody has there beyond the whole tenant's
 * @param auditReader may read the audit trail beside what the roles allow
 */
public record Rights(Role tenantWide, Map<UUID, Role> inWorkspaces, boolean auditReader) {
  public Rights {
    inWorkspaces =
        inWorkspaces.entrySet().stream()
            .filter(entry -> tenantWide == null || !tenantWide.includes(entry.getValue()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Rights(Role tenantWide, Map<UUID, Role> inWorkspaces) {
    this(tenantWide, inWorkspaces, false);
  }

  /** Makes rights in the whole tenant. */
  public static Rights of(Role role) {
    return new Rights(role, Map.of());
  }

  public static Rights none() {
    return new Rights(null, Map.of());
  }

  /** These and a role more; a null workspace means the whole tenant. */
  public Rights with(Role role, UUID workspace) {
    if (workspace == null) {
      return new Rights(higher(tenantWide, role), inWorkspaces, auditReader);
    }
    Map<UUID, Role> roles = new HashMap<>(inWorkspaces);
    roles.merge(workspace, role, Rights::higher);
    return new Rights(tenantWide, roles, auditReader);
  }

  /** These, and the audit trail may be read. */
  public Rights readingAudit() {
    return new Rights(tenantWide, inWorkspaces, true);
  }

  /** No more than {@code limit} anywhere; what takes a role away takes the audit trail with it. */
  public Rights and(Role limit) {
    Map<UUID, Role> limited = new HashMap<>();
    inWorkspaces.forEach(
        (workspace, role) -> role.and(limit).ifPresent(least -> limited.put(workspace, least)));
    boolean whole = highest().filter(role -> !limit.includes(role)).isEmpty();
    return new Rights(
        Optional.ofNullable(tenantWide).flatMap(role -> role.and(limit)).orElse(null),
        limited,
        auditReader && whole);
  }

  /** The highest role anywhere; empty for who may do nothing. */
  public Optional<Role> highest() {
    return Stream.concat(Stream.ofNullable(tenantWide), inWorkspaces.values().stream())
        .reduce(Rights::higher);
  }

  /** The role in one workspace; empty where it is out of reach. */
  public Optional<Role> in(UUID workspace) {
    return Optional.ofNullable(higher(tenantWide, inWorkspaces.get(workspace)));
  }

  /** Returns whether these allow everywhere all that the others do. */
  public boolean include(Rights others) {
    boolean whole =
        others.tenantWide == null || (tenantWide != null && tenantWide.includes(others.tenantWide));
    return whole
        && others.inWorkspaces.entrySet().stream()
            .allMatch(
                entry -> in(entry.getKey()).filter(r -> r.includes(entry.getValue())).isPresent());
  }

  private static Role higher(Role one, Role other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.includes(other) ? one : other;
  }
}
