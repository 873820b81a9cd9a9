package io.lakegate.client.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.http.ProtocolException;

/** No whole answer came. Tells what is certain about the request, and why there is no answer. */
public final class ExchangeException extends IOException {
  /** There was no answer, so there is no status. */
  public static final int NO_STATUS = 0;

  /** Why there is no answer. */
  public enum Reason {
    UNKNOWN_HOST,
    /** Nothing listens at that address and port. */
    CONNECTION_REFUSED,
    /** No connection was free, or none came about, within 5 seconds or the request's time-out. */
    NO_CONNECTION_IN_TIME,
    /** The certificate is not trusted, or no common TLS version exists. */
    TLS_FAILED,
    NO_ANSWER_IN_TIME,
    /** Something answered, but not in HTTP. */
    NOT_HTTP,
    /** The body of a success is larger than the request allows. */
    TOO_LARGE,
    CONNECTION_LOST
  }

  private final Reason reason;
  private final boolean sent;
  private final int status;

  private ExchangeException(
      String message, Throwable cause, Reason reason, boolean sent, int status) {
    super(message, cause);
    this.reason = reason;
    this.sent = sent;
    this.status = status;
  }

  static ExchangeException of(IOException e, Call call) {
    return new ExchangeException(e.getMessage(), e, reason(e, call), call.isSent(), NO_STATUS);
  }

  /** An answer whose body is larger than the request allows. */
  static ExchangeException tooLarge(int status, int maxBytes) {
    String message = "An answer of more than " + maxBytes + " bytes";
    return new ExchangeException(message, null, Reason.TOO_LARGE, true, status);
  }

  private static Reason reason(IOException e, Call call) {
    if (call.isExpired()) {
      return Reason.NO_ANSWER_IN_TIME;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return Reason.TLS_FAILED;
      }
      if (cause instanceof UnknownHostException) {
        return Reason.UNKNOWN_HOST;
      }
      if (cause instanceof ConnectException) {
        return Reason.CONNECTION_REFUSED;
      }
      if (cause instanceof ProtocolException) {
        return Reason.NOT_HTTP;
      }
      // Also HttpClient's own ConnectTimeoutException, which says that no connection was free.
      if (cause instanceof InterruptedIOException) {
        return call.isSent() ? Reason.NO_ANSWER_IN_TIME : Reason.NO_CONNECTION_IN_TIME;
      }
    }
    return Reason.CONNECTION_LOST;
  }

  public Reason reason() {
    return reason;
  }

  /** False proves that nothing was written. */
  public boolean isSent() {
    return sent;
  }

  /** The HTTP status when the head of an answer was read, else {@link #NO_STATUS}. */
  public int status() {
    return status;
  }
}
