/** Microsoft Graph, for what an ID token has no room for. */
package io.lakegate.client.graph;
