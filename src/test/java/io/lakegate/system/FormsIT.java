package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.web.Route;
import io.lakegate.system.PageClient.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every form of every page, found from the pages themselves: nothing but its own POST, sent by whom
 * it was made for, from where it was made for, changes anything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsIT {
  private static final Path WEBAPP = Processes.BASE.resolve("src/main/webapp");
  private static final Pattern FORM_ID = Pattern.compile("<h:form id=\"(\\w+)\"");
  private static final String REFUSED = "could not tell that this form came from its own page";

  private final TestPortal portal = TestPortal.get();
  private final Organisation made = Organisation.get();
  private final PageClient pages = new PageClient(portal.uri());
  private final Map<String, String> cookies = new HashMap<>();
  private final List<Found> found = new ArrayList<>();
  private final Map<String, String> tokens = new HashMap<>();

  /** A form where it stands, with what the person who sees it sends along. */
  private record Found(String address, String who, String view, String cookie, PageForm form) {
    @Override
    public String toString() {
      return "form " + form.id() + " of " + address + " for " + who;
    }
  }

  @BeforeAll
  void visit_every_page() {
    // Twice, so that there is another browser to sign out.
    cookie("demo/admin");
    cookies.clear();
    Stream.of("demo/admin", "demo/editor", "operator/operator", "globex/admin")
        .forEach(this::cookie);
    portal.registerDirectory();
    portal.execute(
        "insert into session_share (id, tenant_id, version, session_id, shared_at)"
            + " select gen_random_uuid(), tenant_id, 0, id, now() from session where id = '"
            + made.live
            + "'");
    String roleless = portal.newPerson("VIEWERS");
    cookie("demo/" + roleless);
    portal.execute("update person set role = null where user_name = '" + roleless + "'");
    // While a key waits for its turn, its page has no form that makes the next one.
    portal.execute("delete from signing_key where use_at > now()");
    look("", "", "/sign-in", "/enter.xhtml");
    look("demo", roleless, "/", "/no-role.xhtml");
    for (Route route : Route.all()) {
      if (route.isPage()) {
        addresses(route).forEach(path -> look(tenant(route), person(route), path, route.view()));
      }
    }
  }

  @AfterAll
  void leave() {
    portal.as("admin").delete("/identity-provider").expect(204);
    portal.execute("delete from session_share where session_id = '" + made.live + "'");
  }

  private static String tenant(Route route) {
    return route.role() != null && route.role().name().equals("OPERATORS") ? "operator" : "demo";
  }

  private static String person(Route route) {
    if (route.view().equals("/sign-in.xhtml")) {
      return "";
    }
    boolean ofOwners = route.view().startsWith("/sessions/") || route.view().equals("/home.xhtml");
    return tenant(route).equals("operator") ? "operator" : ofOwners ? "editor" : "admin";
  }

  /** One for each thing the route is about, with what has to be asked for to see all forms. */
  private Stream<String> addresses(Route route) {
    String pattern = route.pattern().pattern();
    String path = pattern.replaceFirst("\\(.*\\)", Matcher.quoteReplacement(id(route.view())));
    Stream<String> made = Stream.of(path);
    if (route.view().equals("/me.xhtml") || route.view().equals("/tokens/list.xhtml")) {
      made = Stream.of(path, path + "?revoke=" + token());
    }
    return pattern.contains("new|")
        ? Stream.concat(made, Stream.of(pattern.replaceFirst("\\(.*\\)", "new")))
        : made;
  }

  private String id(String view) {
    return switch (view.substring(1, view.lastIndexOf('/') < 1 ? 1 : view.lastIndexOf('/'))) {
      case "sessions" -> made.live;
      case "statements", "history" -> made.table;
      case "workspaces" -> unused("workspace", made.workspace);
      case "lakehouses" -> unused("lakehouse", made.lakehouse);
      case "environments" -> unused("environment", made.environment);
      case "session-profiles" -> made.profile;
      case "group-roles" -> made.groupRole;
      case "members" -> ofDemo("select id from person where user_name = 'viewer'");
      case "audit-events" -> ofDemo("select id from audit_event where true");
      case "tenants" -> portal.text("select id from tenant where slug = 'globex'");
      default -> "";
    };
  }

  /** One nothing points to, which alone may be deleted; else the one there is. */
  private String unused(String table, String other) {
    String found =
        ofDemo(
            "select id from %1$s where id not in (select coalesce(%1$s_id, id) from session_profile)"
                .formatted(table));
    return found == null ? other : found;
  }

  /** Other tests found tenants of their own in the same portal. */
  private String ofDemo(String query) {
    return portal.text(
        query + " and tenant_id = (select id from tenant where slug = 'demo') limit 1");
  }

  private String token() {
    Map<String, String> form = Map.of("name", "forms " + UUID.randomUUID());
    return portal.as("admin").post("/tokens", form).expect(201).id();
  }

  private String cookie(String who) {
    if (who.endsWith("/")) {
      return pages.get("/sign-in").cookie();
    }
    return cookies.computeIfAbsent(
        who,
        key -> {
          String[] parts = key.split("/", -1);
          return pages
              .signIn(
                  "/" + parts[0] + "/sign-in",
                  parts[1],
                  LakegateServer.PASSWORD,
                  "Origin",
                  portal.uri().toString())
              .cookie();
        });
  }

  private void look(String tenant, String person, String path, String view) {
    String address = (tenant.isEmpty() ? "" : "/" + tenant) + path;
    String who = tenant + "/" + person;
    String cookie = cookie(who);
    Page page = pages.get(address, "Cookie", cookie);
    assertThat(page.status()).as(address).isIn(200, 403);
    PageForm.of(page.body())
        .forEach(form -> found.add(new Found(address, who, view, cookie, form)));
  }

  private Page send(String method, Found at, Map<String, String> fields, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("Cookie", at.cookie(), "Origin", portal.uri().toString()));
    headers.addAll(List.of(more));
    return pages.send(method, at.address(), fields, headers.toArray(String[]::new));
  }

  private String snapshot() {
    return portal.text(WhatMayNotChange.QUERY);
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return changed;
  }

  @Test
  void every_form_that_stands_in_a_page_was_found() throws IOException {
    Set<String> seen = new TreeSet<>();
    found.forEach(at -> seen.add(at.form().id()));
    Set<String> all = new TreeSet<>();
    try (Stream<Path> files = Files.walk(WEBAPP)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".xhtml")).toList()) {
        Set<String> ofPage = new TreeSet<>();
        FORM_ID
            .matcher(Files.readString(file))
            .results()
            .map(form -> form.group(1))
            .forEach(ofPage::add);
        all.addAll(ofPage);
        String view = "/" + WEBAPP.relativize(file);
        if (!view.startsWith("/WEB-INF/")) {
          assertThat(found.stream().filter(at -> at.view().equals(view)).map(at -> at.form().id()))
              .as("forms of %s", view)
              .containsAll(ofPage);
        }
      }
    }
    assertThat(seen).containsAll(all);
  }

  @Test
  void every_form_carries_a_token_of_its_own() {
    assertThat(found)
        .isNotEmpty()
        .allSatisfy(at -> assertThat(at.form().fields()).as("%s", at).containsKey(PageForm.TOKEN));
    assertThat(found)
        .extracting(at -> at.form().fields().get(PageForm.TOKEN))
        .doesNotHaveDuplicates();
  }

  @Test
  void reading_a_page_with_all_that_its_form_would_send_changes_nothing() {
    String before = snapshot();

    for (Found at : found) {
      for (Map.Entry<String, String> button : at.form().buttons().entrySet()) {
        Map<String, String> sent = with(at.form().fields(), button.getKey(), button.getValue());
        sent.put("javax.faces.ViewState", "stateless");
        sent.put("_method", "POST");
        Page got =
            send(
                "GET",
                at,
                sent,
                "X-HTTP-Method-Override",
                "POST",
                "X-HTTP-Method",
                "POST",
                "X-Method-Override",
                "POST",
                "Faces-Request",
                "partial/ajax");
        assertThat(got.status()).as("GET of %s", at).isIn(200, 302, 401, 403);
      }
      assertThat(send("HEAD", at, at.form().pressed()).status()).as("%s", at).isIn(200, 302, 403);
      assertThat(snapshot()).as("%s", at).isEqualTo(before);
    }
  }

  @Test
  void a_form_with_a_token_that_is_not_its_own_changes_nothing() {
    String before = snapshot();

    assertThat(found)
        .allSatisfy(
            at -> {
              forgedTokens(at)
                  .forEach(
                      (how, token) -> {
                        Map<String, String> forged = at.form().pressed();
                        forged.remove(PageForm.TOKEN);
                        if (!token.isEmpty()) {
                          forged.put(PageForm.TOKEN, token);
                        }
                        assertThat(send("POST", at, forged).status())
                            .as("%s, token %s", at, how)
                            .isLessThan(500)
                            .isNotEqualTo(302);
                      });
              assertThat(snapshot()).as("%s", at).isEqualTo(before);
            });
  }

  private Map<String, String> forgedTokens(Found at) {
    String own = at.form().fields().get(PageForm.TOKEN);
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("missing", "");
    wrong.put("changed", own.substring(0, own.length() - 4) + "AAAA");
    wrong.put("of another person", tokenOf(strangerOf(at), at.address()));
    wrong.put("of another tenant", tokenOf("globex/admin", globex(at.address())));
    wrong.put("of another page", tokenOf(at.who(), otherPage(at)));
    wrong.values().removeIf(token -> token == null || token.equals(own));
    return wrong;
  }

  private static String strangerOf(Found at) {
    if (at.who().endsWith("/")) {
      return "/";
    }
    return at.who().equals("demo/admin") ? "demo/editor" : "demo/admin";
  }

  private static String globex(String address) {
    return address.replaceFirst("^/(demo|operator)", "/globex");
  }

  private static String otherPage(Found at) {
    String tenant = at.who().substring(0, at.who().indexOf('/'));
    String page =
        at.who().endsWith("/") ? "/sign-in" : at.view().equals("/me.xhtml") ? "/password" : "/me";
    return "/" + (tenant.isEmpty() ? "globex" : tenant) + page;
  }

  /** Null where that person sees no form there. */
  private String tokenOf(String who, String address) {
    return tokens.computeIfAbsent(
        who + address,
        key -> {
          Page page = pages.get(address, "Cookie", cookie(who));
          List<PageForm> forms = PageForm.of(page.body());
          return forms.isEmpty() ? null : forms.get(0).fields().get(PageForm.TOKEN);
        });
  }

  @Test
  void a_form_that_is_refused_says_what_to_do_and_keeps_what_was_typed() {
    Found form =
        found.stream()
            .filter(at -> at.address().equals("/demo/admin/workspaces/new"))
            .findFirst()
            .orElseThrow();
    Map<String, String> typed = with(form.form().pressed(), "form:name", "typed for nothing?");
    typed.remove(PageForm.TOKEN);

    Page answer = send("POST", form, typed);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains(REFUSED, "value=\"typed for nothing?\"");
    PageForm again =
        PageForm.of(answer.body()).stream()
            .filter(one -> one.id().equals("form"))
            .findFirst()
            .orElseThrow();
    assertThat(again.fields()).containsKey(PageForm.TOKEN);
  }

  @Test
  void the_form_of_a_page_is_taken_from_who_it_was_made_for() {
    assertThat(found)
        .allSatisfy(
            at -> {
              // No button: the form passes all doors, and there is nothing to do behind them.
              Page answer = send("POST", at, at.form().fields());

              assertThat(answer.status()).as("%s", at).isLessThan(500).isNotIn(400, 405, 413, 415);
              assertThat(answer.body()).as("%s", at).doesNotContain(REFUSED);
            });
  }

  @Test
  void a_token_for_which_no_role_is_chosen_is_refused_and_does_not_fail() {
    Found at =
        found.stream()
            .filter(one -> one.form().fields().containsKey("newToken:roles"))
            .findFirst()
            .orElseThrow();
    Map<String, String> named = with(at.form().pressed(), "newToken:name", "no role");

    Page answer = send("POST", at, with(named, "newToken:roles", ""));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("Ask only for roles you have");
  }

  @Test
  void a_form_opened_before_the_sign_in_ran_out_is_taken_after_the_next_one() {
    String person = portal.newPerson("ADMINISTRATORS");
    String address = "/demo/admin/lakehouses/new";
    Page before = pages.get(address, "Cookie", cookie("demo/" + person));
    PageForm form =
        PageForm.of(before.body()).stream()
            .filter(one -> one.id().equals("form"))
            .findFirst()
            .orElseThrow();
    Found old = new Found(address, person, "", cookies.remove("demo/" + person), form);
    portal.execute(
        "delete from sign_in where person_id = (select id from person where user_name = '"
            + person
            + "')");
    Map<String, String> typed = with(form.pressed(), "form:name", "after " + person);

    assertThat(send("POST", old, typed).leadsTo()).startsWith("/demo/sign-in?back=");
    Found again = new Found(address, person, "", cookie("demo/" + person), form);

    Page answer = send("POST", again, typed);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain(REFUSED).contains("after " + person);
  }

  @Test
  void only_forms_are_taken_and_no_method_but_get_head_and_post() {
    Found form = found.get(0);
    String before = snapshot();

    assertThat(Stream.of("OPTIONS", "PUT", "DELETE", "PATCH", "MKCOL", "post"))
        .allSatisfy(
            method -> {
              Page answer = send(method, form, form.form().pressed());
              assertThat(answer.status()).as(method).isEqualTo(405);
              assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST");
              assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
              assertThat(answer.body()).contains("This is not how this page is used");
            });
    assertThat(
            pages.postAs(
                "multipart/form-data; boundary=x", form.address(), MULTIPART, form.cookie()))
        .extracting(Page::status)
        .isEqualTo(415);
    assertThat(snapshot()).isEqualTo(before);
  }

  private static final String MULTIPART =
      "--x\r\nContent-Disposition: form-data; name=\"jakarta.faces.ViewState\"\r\n\r\n"
          + "stateless\r\n--x--\r\n";
}
