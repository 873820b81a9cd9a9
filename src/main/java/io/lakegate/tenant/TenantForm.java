package io.lakegate.tenant;

import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.Visible;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An operator's input to create or change a tenant. */
public class TenantForm {
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final String DOMAIN = "(" + LABEL + "[.])+" + LABEL;

  @NotBlank(message = "{required}")
  @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", message = "{tenant.slug}")
  private String slug;

  @Name(max = 200)
  private String name;

  @NotNull(message = "{required}")
  @Size(max = 50, message = "{tooMany}")
  private List<
          @NotNull(message = "{required}") @Size(max = 253, message = "{tooLong}")
          @Pattern(regexp = DOMAIN, message = "{tenant.emailDomain}") String>
      emailDomains = List.of();

  private boolean suspended;
  private Integer version;
  @Valid private FirstAdministrator administrator;

  /** The first local account of a new tenant. */
  public static class FirstAdministrator {
    @NotBlank(message = "{required}")
    @Size(max = 100, message = "{tooLong}")
    @Pattern(regexp = "[^\\p{Cntrl}\\s\\p{Z}:]*", message = "{person.userName}")
    @Visible
    private String username;

    /** Judged when the names of organisation and person are known. */
    @NotBlank(message = "{required}")
    @Size(min = 12, max = 800, message = "{password.length}")
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

  /**
   * Makes the form for a tenant as it is stored.
   *
   * @param emailDomains of that tenant
   */
  public static TenantForm of(Tenant tenant, List<String> emailDomains) {
    TenantForm form = new TenantForm();
    form.emailDomains = emailDomains;
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

  /** Returns the e-mail domains of its people, who may sign in by typing their address. */
  public List<String> getEmailDomains() {
    return emailDomains;
  }

  public void setEmailDomains(List<String> emailDomains) {
    this.emailDomains = emailDomains;
  }

  /** Only of a valid form. */
  Set<String> canonicalEmailDomains() {
    return emailDomains.stream().map(EmailDomain::canonical).collect(Collectors.toSet());
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
