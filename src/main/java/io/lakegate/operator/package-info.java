/**
 * Operator: who runs the installation. Creates tenants together with their first administrator,
 * renames, suspends and resumes them. Of what is inside a tenant operators learn counts and nothing
 * else. Their own accounts live in a tenant with the slug {@code operator} (ADR 9).
 */
package io.lakegate.operator;
