package io.lakegate.platform.problem;

import java.util.Map;

/** The one exception a feature throws: a refusal or failure a person can be told about. */
public final class LakegateException extends RuntimeException {
  private final ErrorCode code;
  private final Map<String, String> fields;

  public LakegateException(ErrorCode code, Object... arguments) {
    this(null, code, arguments);
  }

  /** Keeps the cause for the log; people see only the sentence. */
  public LakegateException(Throwable cause, ErrorCode code, Object... arguments) {
    super(code.sentence(arguments), cause);
    this.code = code;
    this.fields = Map.of();
  }

  private LakegateException(Map<String, String> fields) {
    super(ErrorCode.INVALID.sentence());
    this.code = ErrorCode.INVALID;
    this.fields = Map.copyOf(fields);
  }

  /** Refuses a form: field name → what is wrong with it and what to do. */
  public static LakegateException invalid(Map<String, String> fields) {
    return new LakegateException(fields);
  }

  /** Refuses one field of a form. */
  public static LakegateException invalid(String field, String message) {
    return new LakegateException(Map.of(field, message));
  }

  public ErrorCode code() {
    return code;
  }

  /** Field name → message; empty unless the code is {@link ErrorCode#INVALID}. */
  public Map<String, String> fields() {
    return fields;
  }
}
