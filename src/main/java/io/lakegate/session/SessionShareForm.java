package io.lakegate.session;

import jakarta.validation.constraints.Size;

/**
 * The form that shares a session with a colleague or with all Editors of its workspace, never with
 * both.
 */
public class SessionShareForm {
  @Size(max = 100, message = "{tooLong}")
  private String userName;

  private boolean allEditors;

  boolean isOneOfBoth() {
    return allEditors == (userName == null || userName.isBlank());
  }

  String plainUserName() {
    return userName.strip();
  }

  public String getUserName() {
    return userName;
  }

  public void setUserName(String userName) {
    this.userName = userName;
  }

  public boolean isAllEditors() {
    return allEditors;
  }

  public void setAllEditors(boolean allEditors) {
    this.allEditors = allEditors;
  }
}
