/**
 * Audit: who did what, from where, with which result, as events that are only ever added. An event
 * is committed together with the change it is about (ADR 14), so neither is there without the
 * other. No event holds a secret, not even a sealed one, nor code or a result.
 */
package io.lakegate.audit;
