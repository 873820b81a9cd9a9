/** Removal: how features take away for good what was kept long enough. */
package io.lakegate.platform.removal;
