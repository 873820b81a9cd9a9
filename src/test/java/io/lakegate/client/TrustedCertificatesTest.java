package io.lakegate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  @TempDir Path folder;

  /** Any certificate will do: one the JVM trusts. */
  private static String pem() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    X509Certificate some =
        ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(some.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void is_nothing_without_the_setting() {
    assertThat(TrustedCertificates.configured()).isEmpty();
  }

  @Test
  void reads_a_file_and_a_directory_of_files() throws Exception {
    Path file = Files.writeString(folder.resolve("company.pem"), pem() + pem());
    Files.createDirectory(folder.resolve("..data"));

    assertThat(TrustedCertificates.with(file)).isNotNull();
    SETTINGS.set(Setting.CA_CERTIFICATES, folder.toString());
    assertThat(TrustedCertificates.configured()).isPresent();
  }

  @Test
  void refuses_a_path_that_leads_nowhere() {
    assertThatThrownBy(() -> TrustedCertificates.with(folder.resolve("none.pem")))
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessageStartingWith("lakegate.ca-certificates must name a PEM file")
        .hasMessageEndingWith("none.pem does not exist.");
  }

  @Test
  void refuses_an_empty_directory() {
    assertThatThrownBy(() -> TrustedCertificates.with(folder))
        .hasNoCause()
        .hasMessageContaining("there is no certificate in");
  }

  @Test
  void refuses_a_file_that_is_something_else() throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAA==\n");

    assertThatThrownBy(() -> TrustedCertificates.with(file))
        .hasNoCause()
        .hasMessageContaining("key.pem is no PEM file of certificates");
  }
}
