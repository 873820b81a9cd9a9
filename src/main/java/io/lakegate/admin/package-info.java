/**
 * Administration: the page on which an administrator sees what is registered and what is missing
 * next. Owns nothing; each thing is changed on the pages of its own feature.
 */
package io.lakegate.admin;
