/** Forms and their validation. A form serves both the page and the API. */
package io.lakegate.platform.form;
