/**
 * Refusals and failures: one exception, one enum of codes, one sentence for each. {@code
 * ProblemMapper} renders them for the API, {@code FacesProblemHandler} for pages. A sentence says
 * what happened and what to do next; no stack trace, token or query string ever stands in one.
 */
package io.lakegate.platform.problem;
