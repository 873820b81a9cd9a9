/**
 * Retention: for how many days a tenant keeps results, code, logs and its audit trail. What is
 * older is removed for good by a sweep; a marker says so where it was. A feature that stores such
 * things says how by a {@code Removal} bean, so nothing here knows its tables.
 */
package io.lakegate.retention;
