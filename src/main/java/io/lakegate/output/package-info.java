/**
 * From a backend's answer to what people see: cut to a size, masked, and told apart as tables,
 * images, HTML, JSON and text. It knows records and stored JSON, and neither sessions nor rows.
 */
package io.lakegate.output;
