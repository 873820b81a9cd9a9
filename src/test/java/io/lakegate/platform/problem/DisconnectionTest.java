package io.lakegate.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DisconnectionTest {
  private static <T extends Throwable> T at(T thrown, String... classes) {
    StackTraceElement[] places = new StackTraceElement[classes.length];
    for (int i = 0; i < classes.length; i++) {
      places[i] = new StackTraceElement(classes[i], "call", "File.java", 1);
    }
    thrown.setStackTrace(places);
    return thrown;
  }

  @Test
  void is_behind_a_caller_who_stopped_sending_or_reading() {
    EOFException stopped = at(new EOFException(), "org.glassfish.grizzly.http.io.InputBuffer");
    IOException reset =
        at(
            new IOException("Broken pipe"),
            "sun.nio.ch.FileDispatcherImpl",
            "org.glassfish.grizzly.nio.transport.TCPNIOUtils");

    assertThat(Disconnection.isBehind(stopped)).isTrue();
    assertThat(Disconnection.isBehind(new IllegalStateException(reset))).isTrue();
  }

  @Test
  void is_not_behind_another_server_that_dropped_our_request() {
    IOException reset =
        at(
            new IOException("Connection reset"),
            "sun.nio.ch.SocketChannelImpl",
            "org.apache.http.impl.io.SessionInputBufferImpl",
            "org.glassfish.grizzly.threadpool.FixedThreadPool");

    assertThat(Disconnection.isBehind(reset)).isFalse();
  }

  @Test
  void is_not_behind_faults_of_ours() {
    IOException fault =
        at(new IOException("No such file"), "org.apache.catalina.connector.OutputBuffer");

    assertThat(Disconnection.isBehind(fault)).isFalse();
    assertThat(Disconnection.isBehind(null)).isFalse();
  }
}
