package io.lakegate.tenant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** What an operator gives to create or change a tenant. */
public class TenantForm {
  @NotBlank(message = "{required}")
  @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", message = "{tenant.slug}")
  private String slug;

  @NotBlank(message = "{required}")
  @Size(max = 200, message = "{tooLong}")
  private String name;

  private boolean suspended;
  private Integer version;
  @Valid private FirstAdministrator administrator;

  /** The first local account of a new tenant. */
  public static class FirstAdministrator {
    @NotBlank(message = "{required}")
    @Size(max = 100, message = "{tooLong}")
    @Pattern(regexp = "[^\\p{Cntrl}\\s:]*", message = "{person.userName}")
    private String username;

    @NotBlank(message = "{required}")
    @Size(min = 12, max = 200, message = "{password.length}")
    private String password;

    public String getUsername() {
      return username;
    }

    public void setUsername(String username) {
      this.username = username;
    }

    public String getPassword() {
      return password;
    }

    public void setPassword(String password) {
      this.password = password;
    }
  }

  public static TenantForm of(Tenant tenant) {
    TenantForm form = new TenantForm();
    form.slug = tenant.getSlug();
    form.name = tenant.getName();
    form.suspended = tenant.isSuspended();
    form.version = tenant.getVersion();
    return form;
  }

  public String getSlug() {
    return slug;
  }

  public void setSlug(String slug) {
    this.slug = slug;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public boolean isSuspended() {
    return suspended;
  }

  public void setSuspended(boolean suspended) {
    this.suspended = suspended;
  }

  public Integer getVersion() {
    return version;
  }

  public void setVersion(Integer version) {
    this.version = version;
  }

  public FirstAdministrator getAdministrator() {
    return administrator;
  }

  public void setAdministrator(FirstAdministrator administrator) {
    this.administrator = administrator;
  }
}
