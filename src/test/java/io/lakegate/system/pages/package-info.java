/**
 * The portal's pages as people use them: methods are what a person does and sees. Things are found
 * by label, role or id, and every method returns when what it did can be seen.
 */
package io.lakegate.system.pages;
