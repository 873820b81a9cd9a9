package io.lakegate.operator;

/**
 * How much is inside a tenant: all an operator learns about it.
 *
 * @param liveSessions launched and not ended
 */
public record TenantSize(long people, long workspaces, long liveSessions) {}
