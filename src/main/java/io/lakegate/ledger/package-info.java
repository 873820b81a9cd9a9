/**
 * The mechanism that looks after remote work of any kind: rows say what is due and which node holds
 * it ({@link io.lakegate.ledger.Lease}), one {@link io.lakegate.ledger.Tracker} a node moves each
 * piece of work one step at a time, services wake it ({@link io.lakegate.ledger.Wake}), and
 * entities keep what they asked a backend for ({@link io.lakegate.ledger.Attempt}). It knows no
 * kind of work: states and steps stay with the features.
 */
package io.lakegate.ledger;
