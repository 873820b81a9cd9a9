package io.lakegate.grouprole;

/**
 * Somebody whose rights a change of group roles would change.
 *
 * @param loss whether they could do less than before somewhere
 * @param you whether it is the person who asks
 */
public record RoleChange(
    String userName,
    String displayName,
    NamedRights before,
    NamedRights after,
    boolean loss,
    boolean you) {}
