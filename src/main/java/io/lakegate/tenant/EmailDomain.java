package io.lakegate.tenant;

import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;

/**
 * An e-mail domain of an organisation's people. Operators assign it: somebody who could claim a
 * foreign domain would have its people led to a page of their own making.
 */
@Entity
@Table(name = "email_domain")
class EmailDomain extends TenantOwned {
  @Column(updatable = false)
  private String domain;

  protected EmailDomain() {}

  EmailDomain(TenantId tenant, String domain) {
    super(tenant);
    this.domain = domain;
  }

  /** One spelling of a domain. */
  static String canonical(String domain) {
    return domain.strip().toLowerCase(Locale.ROOT);
  }

  String getDomain() {
    return domain;
  }
}
