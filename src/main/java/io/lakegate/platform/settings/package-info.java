/** The settings of an installation: their keys, defaults and the one way to read them. */
package io.lakegate.platform.settings;
