/**
 * Usage: what would be missed if a row were deleted. A feature that refers to rows of others says
 * so by a {@code Usage} bean, so nothing needs to know who refers to it.
 */
package io.lakegate.platform.usage;
