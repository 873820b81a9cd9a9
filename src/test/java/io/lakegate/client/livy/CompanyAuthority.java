package io.lakegate.client.livy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A company's own authority and one server certificate of it, made anew by the JDK's keytool. */
record CompanyAuthority(Path certificate, Path serverKeys) {
  static final String PASSWORD = "changeit";

  static CompanyAuthority in(Path folder, String host) throws IOException, InterruptedException {
    Path authority = folder.resolve("authority.p12");
    Path server = folder.resolve("server.p12");
    Path certificate = folder.resolve("authority.pem");
    Path request = folder.resolve("request.pem");
    Path signed = folder.resolve("signed.pem");
    keytool(
        authority,
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "EC",
        "-dname",
        "CN=Company CA",
        "-ext",
        "bc:c");
    keytool(authority, "-exportcert", "-rfc", "-alias", "ca", "-file", certificate.toString());
    keytool(server, "-genkeypair", "-alias", "livy", "-keyalg", "EC", "-dname", "CN=" + host);
    keytool(server, "-certreq", "-alias", "livy", "-file", request.toString());
    keytool(
        authority,
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-ext",
        "san=dns:" + host,
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString());
    keytool(server, "-importcert", "-noprompt", "-alias", "ca", "-file", certificate.toString());
    keytool(server, "-importcert", "-noprompt", "-alias", "livy", "-file", signed.toString());
    return new CompanyAuthority(certificate, server);
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + command);
    }
  }
}
