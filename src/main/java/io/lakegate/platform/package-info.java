/**
 * The parts that all features share: tenancy, problems, settings, database, security, pages. They
 * depend on no feature and not on {@code client}.
 */
package io.lakegate.platform;
