/**
 * Lakehouse: a Fabric lakehouse of a registered workspace, where sessions run. Known by its GUID;
 * what is in it is not looked at here.
 */
package io.lakegate.lakehouse;
