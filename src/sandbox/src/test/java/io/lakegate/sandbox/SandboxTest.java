package io.lakegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process: how it starts, who it lets in, how it ends. */
@ExtendWith(OneSandbox.class)
class SandboxTest {

  @Test
  void its_first_line_says_where_it_listens(RunningSandbox sandbox) {
    assertThat(sandbox.url()).matches("http://127\\.0\\.0\\.1:\\d+");
  }

  @Test
  void nobody_is_let_in_without_the_token(RunningSandbox sandbox) {
    RunningSandbox.Answer none = sandbox.call("GET", "/sessions", null, Map.of());
    RunningSandbox.Answer wrong =
        sandbox.call("GET", "/sessions", null, Map.of("Authorization", "Bearer another"));

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.body().get("msg").asText()).contains("SANDBOX_TOKEN");
    assertThat(wrong.status()).isEqualTo(401);
  }

  @Test
  void a_statement_does_not_learn_the_token_from_a_refusal(RunningSandbox sandbox) {
    RunningSandbox.Answer refused =
        sandbox.call("POST", "/sessions", "{}", Map.of("Authorization", "Bearer another"));

    assertThat(refused.body().toString()).doesNotContain(RunningSandbox.TOKEN);
  }

  @Test
  void a_compressed_answer_is_given_to_who_accepts_it(RunningSandbox sandbox) {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + RunningSandbox.TOKEN, "Accept-Encoding", "gzip");

    HttpResponse<byte[]> answer = sandbox.send("GET", "/version", null, headers);

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.body()).startsWith(0x1f, 0x8b);
  }

  @Test
  void it_listens_on_the_loopback_address_only(RunningSandbox sandbox) throws IOException {
    int port = URI.create(sandbox.url()).getPort();

    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();

    assertThat(others).noneMatch(address -> answers(address, port));
  }

  private static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void it_ends_with_its_standard_input_and_leaves_nothing_behind(@TempDir Path temporary)
      throws Exception {
    RunningSandbox sandbox =
        RunningSandbox.start(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary));

    sandbox.close();

    assertThat(sandbox.process().exitValue()).isZero();
    assertThat(sandbox.furtherOutput()).isEmpty();
    assertThat(filesIn(temporary)).isEmpty();
  }

  @Test
  void it_ends_on_a_signal() throws Exception {
    RunningSandbox sandbox = RunningSandbox.start(Map.of());

    sandbox.process().destroy();

    assertThat(sandbox.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_taken_port_is_an_error(@TempDir Path temporary) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RunningSandbox sandbox =
          RunningSandbox.start(
              Map.of(
                  "SANDBOX_PORT",
                  Integer.toString(taken.getLocalPort()),
                  "JAVA_TOOL_OPTIONS",
                  "-Djava.io.tmpdir=" + temporary));

      assertThat(sandbox.url()).isNull();
      assertThat(sandbox.process().waitFor()).isEqualTo(1);
      assertThat(filesIn(temporary)).isEmpty();
    }
  }

  @Test
  void a_port_that_is_no_number_is_an_error() throws Exception {
    RunningSandbox sandbox = RunningSandbox.start(Map.of("SANDBOX_PORT", "many"));

    assertThat(sandbox.url()).isNull();
    assertThat(sandbox.process().waitFor()).isEqualTo(1);
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
