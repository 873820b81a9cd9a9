/** Lakegate: the gate between an organisation's people and its Spark. */
package io.lakegate;
