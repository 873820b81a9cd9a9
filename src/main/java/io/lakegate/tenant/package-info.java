/**
 * Tenant: an organisation in Lakegate (Microsoft's is always "Entra tenant"). Found by slug, the
 * first segment of every address. Who creates and suspends them is in {@code operator}.
 */
package io.lakegate.tenant;
