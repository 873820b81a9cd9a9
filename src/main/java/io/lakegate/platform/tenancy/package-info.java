/**
 * Tenant: an organisation in Lakegate, the isolation boundary. Isolation is explicit: {@code
 * TenantId} comes first in every call and every query compares it (ADR 2). Nothing here keeps a
 * "current tenant" between requests.
 */
package io.lakegate.platform.tenancy;
