package io.lakegate.operator;

/**
 * The amounts of things inside a tenant, which are all an operator learns about it.
 *
 * @param liveSessions launched and not ended
 */
public record TenantSize(long people, long workspaces, long liveSessions) {}
