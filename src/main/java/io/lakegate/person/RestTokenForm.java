package io.lakegate.person;

import io.lakegate.platform.form.DurationBetween;
import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.Visible;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The request for a token: the body of {@code POST /tokens} and the form on a page. */
public class RestTokenForm {
  @Name private String name;

  @Size(max = 500, message = "{tooLong}")
  @Visible
  private String comment;

  private String tenant;
  private List<String> roles;

  @DurationBetween(min = "PT1M", max = "P90D")
  private String expiresIn;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  /** Returns the purpose of the token, which lists show; it may be left out. */
  public String getComment() {
    return comment;
  }

  public void setComment(String comment) {
    this.comment = comment;
  }

  /** Slug; may be left out by who has an account in one tenant only. */
  public String getTenant() {
    return tenant;
  }

  public void setTenant(String tenant) {
    this.tenant = tenant;
  }

  /** Returns the roles, which must be the caller's own; none means all of them. */
  public List<String> getRoles() {
    return roles;
  }

  public void setRoles(List<String> roles) {
    this.roles = roles;
  }

  /** ISO-8601 duration; PT8H when left out. */
  public String getExpiresIn() {
    return expiresIn;
  }

  public void setExpiresIn(String expiresIn) {
    this.expiresIn = expiresIn;
  }
}
