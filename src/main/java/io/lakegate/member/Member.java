package io.lakegate.member;

import io.lakegate.person.Person;
import io.lakegate.platform.security.Role;

/**
 * Somebody of the tenant and what they may do at this moment.
 *
 * @param role null = none
 */
public record Member(Person person, Role role) {}
