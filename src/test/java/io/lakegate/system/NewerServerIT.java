package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.launcher.Server;
import io.lakegate.platform.web.Route;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The WAR, built for Payara 6, on Payara 7. Nothing runs where no Java is found that Payara 7 runs
 * on; {@code .ci/run} fails when there is one and nothing ran.
 */
class NewerServerIT {
  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");

  /** Asked by scripts, or linked only while a session of one's own runs. */
  private static final Set<String> NOT_LINKED =
      Set.of(
          "/sessions/facts.xhtml",
          "/sessions/log.xhtml",
          "/sessions/share.xhtml",
          "/statements/fragment.xhtml");

  static Stream<Server> servers() {
    return NewerServer.find().stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("servers")
  void the_first_day_passes_every_page_is_shown_and_the_log_is_clean(Server server) {
    try (TestPortal portal = TestPortal.on(server)) {
      new FirstDay(portal).pass();
      Map<String, Integer> tenants = pages(portal, "demo", "admin", "/");
      Map<String, Integer> operators = pages(portal, "operator", "operator", "/tenants");

      assertThat(tenants).isNotEmpty().allSatisfy(NewerServerIT::isShown);
      assertThat(operators).isNotEmpty().allSatisfy(NewerServerIT::isShown);
      assertThat(views(tenants, operators)).containsAll(linkedPages());
      assertThat(portal.server().log().lines())
          .filteredOn(line -> line.matches("\\S+ (WARNING|SEVERE) .*"))
          // Flyway says it on Payara 6 too.
          .filteredOn(line -> !line.contains("initSql is deprecated"))
          // On a busy machine we gave up waiting for an answer.
          .filteredOn(line -> !line.matches(".*(/health/ready|Locally closed).*"))
          .isEmpty();
    }
  }

  private static void isShown(String address, int status) {
    assertThat(status).as(address).isEqualTo(200);
  }

  /** One address of each page that links lead to, and the status of its answer. */
  private static Map<String, Integer> pages(
      TestPortal portal, String tenant, String person, String first) {
    PageClient client = new PageClient(portal.uri());
    String prefix = "/" + tenant;
    String cookie =
        client
            .signIn(
                prefix + "/sign-in",
                person,
                LakegateServer.PASSWORD,
                "Origin",
                portal.uri().toString())
            .cookie();
    Map<String, Integer> answers = new TreeMap<>();
    Set<String> views = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(prefix + first, prefix + "/password"));
    while (!next.isEmpty()) {
      String address = next.remove();
      if (view(address).filter(views::add).findAny().isPresent()) {
        PageClient.Page page = client.get(address, "Cookie", cookie);
        answers.put(address, page.status());
        LINK.matcher(page.body())
            .results()
            .map((MatchResult link) -> link.group(1).replace("&amp;", "&"))
            .filter(link -> link.startsWith(prefix + "/"))
            // The operators' home sends them to the organisations.
            .filter(link -> !link.equals("/operator/"))
            .forEach(next::add);
      }
    }
    return answers;
  }

  /** The form of a new thing and that of an old one are the same page; both are looked at. */
  private static Stream<String> view(String address) {
    String path = address.replaceFirst("\\?.*", "").replaceFirst("/[^/]+", "");
    return Route.find(path).stream()
        .filter(match -> match.route().isPage())
        .map(match -> match.route().view() + (match.id() == null ? "" : " of one"));
  }

  @SafeVarargs
  private static Set<String> views(Map<String, Integer>... answers) {
    Set<String> views = new TreeSet<>();
    for (Map<String, Integer> answer : answers) {
      answer.keySet().stream()
          .flatMap(NewerServerIT::view)
          .map(view -> view.replace(" of one", ""))
          .forEach(views::add);
    }
    return views;
  }

  private static List<String> linkedPages() {
    return Route.all().stream()
        .filter(route -> route.isPage() && !route.isBeforeSignIn())
        .map(Route::view)
        .filter(view -> !NOT_LINKED.contains(view))
        .toList();
  }
}
