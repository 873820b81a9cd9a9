/**
 * Environment: a Fabric environment (libraries and Spark settings, published) of a registered
 * workspace. Known by its GUID; it is neither built nor published here.
 */
package io.lakegate.environment;
