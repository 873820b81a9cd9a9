/**
 * The operations of every place where code runs, in Lakegate's words: {@link
 * io.lakegate.backend.Backend}, its {@link io.lakegate.backend.Capability capabilities}, and what a
 * failed call means ({@link io.lakegate.backend.BackendFailure}). Features know only this package.
 * Each kind of backend has an adapter in a package below it, which alone knows that backend's words
 * and client, and which is imported only by the place that chooses (ADR 19).
 */
package io.lakegate.backend;
