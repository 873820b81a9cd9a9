/** The database: which one, how durable, which schema version, how values are stored. */
package io.lakegate.platform.database;
