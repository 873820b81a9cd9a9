package io.lakegate.backend;

/** An ability that some kinds of backend have and others lack. */
public enum Capability {
  /** Sessions can be launched there by this version of Lakegate. */
  LAUNCHES,
  /** A session is found by its name, so a launch in doubt can be resolved. */
  FINDS_BY_NAME,
  /** A second session of the same name is refused, so a launch can be repeated without harm. */
  REFUSES_DOUBLED_NAME,
  /** The idle time-out of a session can be put off without running code. */
  KEEPS_ALIVE,
  /** All sessions can be listed with few requests. */
  LISTS_ALL,
  /** The log of a session's driver can be read. */
  HAS_LOG,
  /** Statements say how far they are. */
  SHOWS_PROGRESS,
  /** Code can be completed at a cursor. */
  COMPLETES_CODE,
  /** Whole programs can be run without a session. */
  RUNS_BATCHES,
  /** Code can run as another user than the one who is authenticated. */
  IMPERSONATES,
  /** Sessions run in a lakehouse, which has to be chosen. */
  NEEDS_LAKEHOUSE,
  /** Lakehouses and environments are registered for its workspaces. */
  HAS_CATALOGUE
}
