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

  private LakegateException(ErrorCode code, String sentence, Map<String, String> fields) {
    super(sentence);
    this.code = code;
    this.fields = Map.copyOf(fields);
  }

  /** Refuses a form: field name → what is wrong with it and what to do. */
  public static LakegateException invalid(Map<String, String> fields) {
    return new LakegateException(ErrorCode.INVALID, ErrorCode.INVALID.sentence(), fields);
  }

  /** Refuses one field of a form. */
  public static LakegateException invalid(String field, String message) {
    return invalid(Map.of(field, message));
  }

  /** A refusal with a code of its own that is about one field of a form. */
  public static LakegateException inField(String field, ErrorCode code, Object... arguments) {
    String sentence = code.sentence(arguments);
    return new LakegateException(code, sentence, Map.of(field, sentence));
  }

  /** The same refusal, said beside the field that caused it. */
  public static LakegateException inField(String field, LakegateException refusal) {
    String sentence = refusal.getMessage();
    return new LakegateException(refusal.code(), sentence, Map.of(field, sentence));
  }

  public ErrorCode code() {
    return code;
  }

  /** Field name → message; empty when it is about no field. */
  public Map<String, String> fields() {
    return fields;
  }
}
