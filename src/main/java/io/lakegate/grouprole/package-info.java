/**
 * Group role: what the members of a group of the provider may do, in the whole tenant or in one
 * workspace. Owns the mappings, answers what groups give somebody and why, and keeps a tenant from
 * losing its last administrator. Who is in which group is learned in {@code person}.
 */
package io.lakegate.grouprole;
