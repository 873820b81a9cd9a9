package io.lakegate.grouprole;

/** A change somebody thinks about: a new group role, another one of {@code id}, or its deletion. */
public class GroupRoleEffectsForm extends GroupRoleForm {
  private String id;
  private boolean deleted;

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }

  public boolean isDeleted() {
    return deleted;
  }

  public void setDeleted(boolean deleted) {
    this.deleted = deleted;
  }
}
