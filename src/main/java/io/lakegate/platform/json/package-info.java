/**
 * JSON: reads texts of others, within bounds. Requests are read more strictly still, by {@code
 * platform.api}.
 */
package io.lakegate.platform.json;
