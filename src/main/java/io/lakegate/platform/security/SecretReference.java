package io.lakegate.platform.security;

import java.util.regex.Pattern;

/** Values that only say where a secret is, or that there is none: hiding them helps nobody. */
final class SecretReference {
  private static final int MAX_LENGTH = 500;

  private static final Pattern WHOLE =
      Pattern.compile(
          "[•*]{3,}|<[^<>]*>"
              // Databricks, shells, property files, Windows, format strings.
              + "|\\{\\{[^{}]*\\}\\}|\\$\\{[^{}]*\\}|\\$\\([^()]*\\)|\\$[A-Z_][A-Z0-9_]*"
              + "|%[A-Z_][A-Z0-9_]+%|\\{[\\w.\\[\\]()'\"]*\\}|%s|%\\(\\w+\\)s"
              + "|(?:@Microsoft\\.KeyVault\\().*|(?:arn:aws:secretsmanager:|vault:|keyvault:|kv://"
              + "|jceks://|localjceks://).*"
              + "|(?i:none|null|nil|undefined|true|false|nan)"
              // A class that finds it.
              + "|(?:[a-z]\\w*\\.){2,}[A-Z]\\w*(?:,\\s*(?:[a-z]\\w*\\.){2,}[A-Z]\\w*)*");

  /** An expression of a program: a call, an index, a field of something; how it goes on is open. */
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(?:[A-Za-z_]\\w{0,60}+\\.){0,6}+[A-Za-z_]\\w{0,60}+\\s?(?:\\([^\\n"
              + ")]*+\\)|\\[[^\\n"
              + "\\]]*+\\])"
              + "|(?:self|this|args|opts?|options|os|sys|config|cfg|conf|settings|env|environ|params"
              + "|secrets|creds|credentials|dbutils|mssparkutils|notebookutils|getpass|keyring)"
              + "\\.[\\w.]");

  private static final Pattern NUMBER = Pattern.compile("[\\d.]+[a-zA-Z]{0,2}");
  private static final Pattern PATH =
      Pattern.compile("(?:~|\\.{1,2}|[A-Za-z]:)?[/\\\\].*|~|\\$\\(pwd\\)|`pwd`", Pattern.DOTALL);

  private SecretReference() {}

  static boolean is(String value) {
    String text = value.strip();
    return text.isEmpty() || (text.length() <= MAX_LENGTH && WHOLE.matcher(text).matches());
  }

  /**
   * @param code what stands behind the equals sign, to the end of the line
   */
  static boolean isExpression(String code) {
    return EXPRESSION.matcher(code).lookingAt();
  }

  static boolean isNumber(String value) {
    return NUMBER.matcher(value.strip()).matches();
  }

  static boolean isPath(String value) {
    return PATH.matcher(value).matches();
  }
}
