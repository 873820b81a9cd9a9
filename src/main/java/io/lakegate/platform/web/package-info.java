/**
 * Pages: addresses and who may see them ({@link io.lakegate.platform.web.Route}), the tenant in
 * every address, security headers, cookies, and how a refusal looks on a page. Views are stateless:
 * there is no HTTP session to expire or to stick to a node (ADR 8).
 */
package io.lakegate.platform.web;
