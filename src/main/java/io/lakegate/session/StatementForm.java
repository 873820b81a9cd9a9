package io.lakegate.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Code to run in a session. */
public class StatementForm {
  /** Livy's own words, as each reads on pages: SQL, Scala, Python, R. */
  public static final List<String> KINDS = List.of("sql", "spark", "pyspark", "sparkr");

  /** Characters of code that a statement may have. */
  public static final int MAX_CODE_LENGTH = 500_000;

  @NotBlank(message = "{statement.code}")
  @Size(max = MAX_CODE_LENGTH, message = "{tooLong}")
  private String code;

  /** The language of the code; null for the session's own. */
  @Pattern(regexp = "sql|spark|pyspark|sparkr", message = "{statement.kind}")
  private String kind;

  public String getCode() {
    return code;
  }

  public void setCode(String code) {
    this.code = code;
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }
}
