package io.lakegate.platform.form;

/** A form that says which version of a row it was read from. */
public interface VersionedForm {
  /** Null for a new row. */
  Integer getVersion();

  void setVersion(Integer version);
}
