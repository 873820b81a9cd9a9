/** Text from strangers: cut between characters, and freed of what controls a terminal. */
package io.lakegate.platform.text;
