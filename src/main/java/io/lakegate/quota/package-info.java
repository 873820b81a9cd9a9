/**
 * Limits how much work of a kind a person may have at the same time. Services of sessions, and
 * later of batches and builds, ask here in the transaction that adds one more.
 */
package io.lakegate.quota;
