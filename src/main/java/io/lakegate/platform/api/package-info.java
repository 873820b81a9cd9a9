/** The conventions of the REST API: pages of lists, problem documents, bounded bodies. */
package io.lakegate.platform.api;
