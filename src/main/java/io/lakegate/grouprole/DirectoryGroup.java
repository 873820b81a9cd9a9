package io.lakegate.grouprole;

/** A group of the organisation's directory, found by its name. */
public record DirectoryGroup(String id, String name) {
  /** As pages name them. */
  public String getId() {
    return id;
  }

  public String getName() {
    return name;
  }
}
