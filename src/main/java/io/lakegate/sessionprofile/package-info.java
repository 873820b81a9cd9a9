/**
 * Session profile: saved settings from which sessions are started. Owns what a launch may ask for,
 * what of it a person may override, and the exact request that follows, which preview and launch
 * build by the same code. Warns about what a backend would ignore, refuse or show to others. Starts
 * nothing itself.
 */
package io.lakegate.sessionprofile;
