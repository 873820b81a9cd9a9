/** What runs once when a node starts, and how it says it is ready. */
package io.lakegate.startup;
