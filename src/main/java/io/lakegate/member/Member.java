package io.lakegate.member;

import io.lakegate.grouprole.NamedRights;
import io.lakegate.person.Person;

/**
 * Somebody of the tenant and what they may do at this moment.
 *
 * @param rights none where nothing is allowed
 */
public record Member(Person person, NamedRights rights) {}
