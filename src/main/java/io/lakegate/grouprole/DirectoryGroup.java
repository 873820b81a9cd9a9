package io.lakegate.grouprole;

/** A group of the organisation's directory, found by its name. */
public record DirectoryGroup(String id, String name) {
  /** Returns the id; pages read it by this name. */
  public String getId() {
    return id;
  }

  public String getName() {
    return name;
  }
}
