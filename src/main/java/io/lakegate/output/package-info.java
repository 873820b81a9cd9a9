/**
 * Turns a backend's answer into what people see: cut to a size, masked, and told apart as tables,
 * images, HTML, JSON and text. It knows records and stored JSON, and neither sessions nor rows.
 */
package io.lakegate.output;
