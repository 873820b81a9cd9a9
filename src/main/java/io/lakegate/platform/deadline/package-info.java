/** The time limit of a thread's remote calls, which the calls find without a parameter. */
package io.lakegate.platform.deadline;
