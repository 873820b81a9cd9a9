package io.lakegate.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.system.PageClient.Page;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of lakehouses and environments, which are one template each, told the kind. */
@ParameterizedClass(name = "{0}")
@CsvSource({"lakehouses,lakehouse", "environments,environment"})
class CataloguePagesIT {
  @Parameter(0)
  String plural;

  @Parameter(1)
  String word;

  private final TestPortal portal = TestPortal.get();
  private final ApiClient admin = portal.as("globex", "admin");
  private final PageClient pages = new PageClient(portal.uri());
  private String cookie;
  private String workspace;

  @BeforeEach
  void sign_in_beside_a_fabric_workspace() {
    cookie =
        pages
            .signIn(
                "/globex/sign-in",
                "admin",
                LakegateServer.PASSWORD,
                "Origin",
                portal.uri().toString())
            .cookie();
    workspace =
        admin
            .post(
                "/workspaces",
                Map.of(
                    "name",
                    "fabric " + UUID.randomUUID(),
                    "kind",
                    "FABRIC",
                    "fabricId",
                    UUID.randomUUID().toString()))
            .expect(201)
            .id();
  }

  /** Other tests of this portal expect that this organisation has none. */
  @AfterEach
  void remove_what_was_made() {
    for (JsonObject item : admin.get("/" + plural).items()) {
      if (item.getString("workspaceId").equals(workspace)) {
        admin.delete("/" + plural + "/" + item.getString("id")).expect(204);
      }
    }
    admin.delete("/workspaces/" + workspace).expect(204);
  }

  private Page get(String path) {
    Page page = pages.get("/globex/admin/" + plural + path, "Cookie", cookie);
    assertThat(page.status()).isEqualTo(200);
    return page;
  }

  /** Sends the form of a page with these fields, as a browser would. */
  private Page save(String path, Page page, Map<String, String> typed) {
    Map<String, String> fields = new LinkedHashMap<>();
    PageForm.of(page.body()).stream()
        .filter(form -> form.id().equals("form"))
        .forEach(form -> fields.putAll(form.fields()));
    typed.forEach((name, value) -> fields.put("form:" + name, value));
    fields.put("form:save", "Save");
    return pages.post(
        "/globex/admin/" + plural + path,
        fields,
        "Cookie",
        cookie,
        "Origin",
        portal.uri().toString());
  }

  private String registered(String name) {
    Page saved =
        save(
            "/new",
            get("/new"),
            Map.of(
                "workspaceId", workspace, "name", name, "fabricId", UUID.randomUUID().toString()));
    assertThat(saved.status()).as(saved.body()).isEqualTo(302);
    return saved.leadsTo().replaceFirst(".*/", "");
  }

  @Test
  void register_an_item_and_list_it_with_its_workspace() {
    String name = "one " + UUID.randomUUID();

    String id = registered(name);

    assertThat(get("?q=" + name.substring(4)).body())
        .contains("/globex/admin/" + plural + "/" + id, name, "fabric ");
    assertThat(get("?q=nothing+like+that").body()).contains("No match");
    assertThat(get("/" + id).body()).contains("<h1>" + name + "</h1>", "Delete the " + word);
  }

  @Test
  void show_what_somebody_else_saved_in_the_meantime() {
    String id = registered("before " + UUID.randomUUID());
    Page page = get("/" + id);
    String fabricId = UUID.randomUUID().toString();
    assertThat(
            save("/" + id, get("/" + id), Map.of("name", "theirs", "fabricId", fabricId)).status())
        .isEqualTo(302);

    Page conflict = save("/" + id, page, Map.of("name", "mine", "fabricId", fabricId));

    assertThat(conflict.status()).isEqualTo(200);
    assertThat(conflict.body())
        .contains("Somebody else saved this in the meantime", "theirs", "mine");
    assertThat(save("/" + id, conflict, Map.of("name", "mine", "fabricId", fabricId)).status())
        .isEqualTo(302);
    assertThat(get("/" + id).body()).contains("<h1>mine</h1>");
  }

  @Test
  void say_what_is_wrong_with_what_was_typed() {
    Page refused =
        save("/new", get("/new"), Map.of("workspaceId", workspace, "name", "", "fabricId", "x"));

    assertThat(refused.status()).isEqualTo(200);
    assertThat(refused.body()).contains("value=\"x\"").contains("field-message");
  }
}
