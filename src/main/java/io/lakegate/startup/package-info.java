/** The start of a node: the work that is done once, and the answer whether it is ready. */
package io.lakegate.startup;
