/**
 * A local Spark that answers as Apache Livy's REST API does, for the demo and for tests.
 *
 * <p>Words: a <em>session</em> and a <em>statement</em> are Livy's; a <em>kind</em> is the language
 * of a statement; an <em>interpreter</em> runs one kind for one session. All sessions share one
 * Spark and one JVM, which real Livy does not: the heap is shared, and a loop that never waits can
 * only be ended with the sandbox.
 *
 * <p>What is answered, state by state and word by word, follows answers recorded from Livy
 * 0.10.0-SNAPSHOT (fc4202ea) with Spark 3.5.6. What is deliberately left out: R, Livy's web pages,
 * its job API, authentication other than one bearer token, and recovery.
 */
package io.lakegate.sandbox;
