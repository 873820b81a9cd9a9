/**
 * The only package that speaks HTTP: {@link io.lakegate.client.http.Exchange} sends one request and
 * reads one bounded answer, and {@link io.lakegate.client.http.RestApi} puts a MicroProfile REST
 * client on top of it. Nothing outside this package imports the HTTP library or Jersey.
 */
package io.lakegate.client.http;
