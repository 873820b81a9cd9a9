package io.lakegate.platform.database;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on every repository: its queries see the rows of the tenant that is the method's first
 * parameter and no others, whatever they ask for. Without a tenant they see none, unless the method
 * is {@link AcrossTenants}. PostgreSQL enforces it (row-level security, ADR 17); H2 cannot.
 */
@InterceptorBinding
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithinTenant {}
