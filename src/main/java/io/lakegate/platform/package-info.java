/**
 * How Lakegate is wired: tenancy, problems, settings, database, security, pages. Depends on no
 * feature and not on {@code client}.
 */
package io.lakegate.platform;
