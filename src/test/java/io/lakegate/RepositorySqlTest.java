package io.lakegate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A repository's SQL and JPQL name the tables of its own package only. Architecture rules see
 * classes, and a table's name is a text, so the texts of the sources are read here.
 */
class RepositorySqlTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** Repositories that read tables of other packages, with those tables. */
  private static final Map<String, Set<String>> EXCEPTIONS =
      Map.of(
          // The history is the read side of what sessions wrote, and redacts it in place: it has
          // no rows of its own.
          "history.HistoryRepository", Set.of("statement"),
          "history.RemovalRepository", Set.of("statement", "statement_output", "session_log"),
          // Each request asks what a person may do: one query over roles and memberships.
          "grouprole.GroupRoleRepository", Set.of("person", "person_group"),
          // Switching local accounts off counts in the very query that recognises a sign-in.
          "person.PersonRepository", Set.of("identity_provider"),
          // It counts rows for operators, who see nothing else of them.
          "operator.TenantSizeRepository", Set.of("person", "workspace", "session"));

  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern BETWEEN = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
  private static final Pattern CREATED =
      Pattern.compile("(?i)create table (?:if not exists )?(\\w+)|rename to (\\w+)");

  /** What comes after it is a list of tables or entities, each with its alias. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(?:from|join|update|into)\\s+(\\w+(?:\\s+(?:as\\s+)?\\w+)?"
              + "(?:\\s*,\\s*\\w+\\s+\\w+)*)");

  /** Tables of the database by their own name and by their entity's. */
  private final Map<String, String> tables = new HashMap<>();

  /** The package of a table's entity; a table without an entity is not here. */
  private final Map<String, String> owners = new HashMap<>();

  @BeforeEach
  void read() {
    files(MIGRATIONS, ".sql").forEach(script -> created(read(script)));
    files(SOURCES, ".java").forEach(this::entity);
  }

  private void created(String script) {
    Matcher created = CREATED.matcher(script);
    while (created.find()) {
      String table = created.group(1) == null ? created.group(2) : created.group(1);
      tables.put(table.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT));
    }
  }

  private void entity(Path source) {
    if (!read(source).contains("@Entity")) {
      return;
    }
    try {
      Class<?> type = Class.forName(className(source));
      if (type.isAnnotationPresent(Entity.class)) {
        Table table = type.getAnnotation(Table.class);
        String name = table == null ? type.getSimpleName() : table.name();
        tables.put(type.getSimpleName(), name.toLowerCase(Locale.ROOT));
        owners.put(name.toLowerCase(Locale.ROOT), feature(source));
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String className(Path source) {
    return SOURCES.relativize(source).toString().replace('/', '.').replaceFirst("\\.java$", "");
  }

  /** The package below the root. */
  private static String feature(Path source) {
    return className(source).replaceFirst("^io\\.lakegate\\.", "").replaceFirst("\\.\\w+$", "");
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables that the texts of a source name. */
  private Set<String> named(String source) {
    Set<String> named = new TreeSet<>();
    Matcher literal = LITERAL.matcher(BETWEEN.matcher(withoutComments(source)).replaceAll(""));
    while (literal.find()) {
      Matcher list = NAMED.matcher(literal.group());
      while (list.find()) {
        for (String one : list.group(1).split("\\s*,\\s*", -1)) {
          String table = tables.get(one.split("\\s+", -1)[0]);
          if (table != null) {
            named.add(table);
          }
        }
      }
    }
    return named;
  }

  private static String withoutComments(String source) {
    return COMMENT.matcher(source).replaceAll("");
  }

  private static Stream<Path> repositories() {
    return files(SOURCES, "Repository.java");
  }

  @Test
  void a_repository_names_tables_of_its_own_package_only() {
    Map<String, Set<String>> foreign = new TreeMap<>();
    repositories()
        .forEach(
            source -> {
              Set<String> tablesOfOthers = named(read(source));
              tablesOfOthers.removeIf(
                  table -> feature(source).equals(owners.getOrDefault(table, feature(source))));
              if (!tablesOfOthers.isEmpty()) {
                foreign.put(
                    className(source).replaceFirst("^io\\.lakegate\\.", ""), tablesOfOthers);
              }
            });

    assertThat(foreign).isEqualTo(new TreeMap<>(EXCEPTIONS));
  }

  @Test
  void a_table_without_an_entity_is_named_by_one_package() {
    Map<String, Set<String>> packages = new TreeMap<>();
    repositories()
        .forEach(
            source ->
                named(read(source)).stream()
                    .filter(table -> !owners.containsKey(table))
                    .forEach(
                        table ->
                            packages
                                .computeIfAbsent(table, none -> new TreeSet<>())
                                .add(feature(source))));

    assertThat(packages)
        .isNotEmpty()
        .allSatisfy((table, by) -> assertThat(by).as(table).hasSize(1));
  }

  @Test
  void the_tables_of_every_query_are_recognised() {
    assertThat(named("q(\"select p from Person p, PersonGroup g where g.id = p.id\")"))
        .containsExactly("person", "person_group");
    assertThat(named("q(\"delete from session_log\" + \" where tenant_id = ?1\")"))
        .containsExactly("session_log");
    assertThat(named("q(\"select 1 fr\" + \"om person\");")).containsExactly("person");
    assertThat(named("q(\"update Session s set s.x = (select t.id from tenant t)\")"))
        .containsExactly("session", "tenant");
    assertThat(named("q(\"insert into idempotency_key (id) values (?1)\")"))
        .containsExactly("idempotency_key");
    assertThat(named("/** select x from Person. */ // from Tenant\nq(\"from nobody\")")).isEmpty();
    assertThat(List.of(owners.get("person"), owners.get("statement_output")))
        .containsExactly("person", "session");
  }
}
