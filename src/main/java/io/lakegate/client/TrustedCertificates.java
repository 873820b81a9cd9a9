package io.lakegate.client;

import io.lakegate.platform.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Setting {@code lakegate.ca-certificates}: authorities whose servers are trusted beside those the
 * JVM trusts, a PEM file or a directory of them.
 */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /** Empty: the JVM's own are enough. Refuses to start on what holds no certificate. */
  public static Optional<SSLContext> configured() {
    return Setting.CA_CERTIFICATES.find().map(path -> with(Path.of(path.strip())));
  }

  /** Returns the context that trusts the JVM's own authorities and those that are configured. */
  public static SSLContext context() {
    return configured().orElseGet(TrustedCertificates::ofTheJvm);
  }

  /** Returns the authorities that the JVM trusts. */
  public static SSLContext ofTheJvm() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no TLS", e);
    }
  }

  /**
   * Creates a context that trusts what the JVM trusts and the certificates in that file or
   * directory.
   */
  public static SSLContext with(Path path) {
    try {
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int number = 0;
      for (Certificate certificate : trustedByTheJvm()) {
        all.setCertificateEntry("jvm-" + number++, certificate);
      }
      for (Certificate certificate : read(path)) {
        all.setCertificateEntry("ours-" + number++, certificate);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusting(all), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw refusal(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Certificate> read(Path path) throws IOException, GeneralSecurityException {
    if (!Files.exists(path)) {
      throw refusal(path + " does not exist.", null);
    }
    List<Certificate> read = new ArrayList<>();
    for (Path file : files(path)) {
      read.addAll(certificates(file));
    }
    if (read.isEmpty()) {
      throw refusal("there is no certificate in " + path + ".", null);
    }
    return read;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    // Mounted secrets bring hidden directories and links beside the files.
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(file + " is no PEM file of certificates", e);
    }
  }

  private static List<X509Certificate> trustedByTheJvm() throws GeneralSecurityException {
    List<X509Certificate> trusted = new ArrayList<>();
    for (TrustManager manager : trusting(null)) {
      if (manager instanceof X509TrustManager authorities) {
        trusted.addAll(List.of(authorities.getAcceptedIssuers()));
      }
    }
    return trusted;
  }

  /** Null: what the JVM was told to trust. */
  private static TrustManager[] trusting(KeyStore certificates) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(certificates);
    return factory.getTrustManagers();
  }

  private static IllegalStateException refusal(String what, Throwable cause) {
    // The innermost exception is what the log says about a start that failed.
    IllegalStateException refusal =
        new IllegalStateException(
            Setting.CA_CERTIFICATES.key()
                + " must name a PEM file of certificates or a directory of them, but "
                + what);
    if (cause != null) {
      refusal.addSuppressed(cause);
    }
    return refusal;
  }
}
