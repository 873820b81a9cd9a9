/**
 * Catalogue: the queries that the repositories of named rows have in common, as a part that each of
 * them is made of.
 */
package io.lakegate.platform.catalogue;
