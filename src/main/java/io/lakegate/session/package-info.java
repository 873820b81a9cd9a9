/**
 * Sessions and statements: the launch ledger and its tracker. Owns the words session, statement,
 * state, end cause and outcome.
 *
 * <p>Intent before effect: a launch or statement is a committed row before anything is sent, and no
 * remote call is made inside a transaction. What is in doubt is asked for at the backend, never
 * repeated blindly; what stays in doubt ends as {@code LOST} or {@code START_FAILED} and says so.
 * Pages and resources read rows; only steps, which the ledger takes, talk to a backend.
 */
package io.lakegate.session;
