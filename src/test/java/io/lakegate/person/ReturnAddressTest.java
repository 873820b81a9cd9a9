package io.lakegate.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {
  private static String back(String asked) {
    return ReturnAddress.within("demo", asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/demo/",
        "/demo/history",
        "/demo/history?q=select",
        "/demo/history?q=M%C3%BCller+%26+co&state=LOST",
        "/demo/sessions/0d2ee1b4-3a0c-4a51-b3cb-6f5a3d2c9f10?edit=0d2ee1b4-3a0c-4a51-b3cb-6f5a3d2c9f10",
        "/demo/admin/workspaces/new"
      })
  void leads_to_a_page_of_the_tenant_with_the_state_of_its_list(String address) {
    assertThat(back(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo/",
        "/demo",
        "/operator/",
        "/demonstration/",
        "//evil.example/demo/",
        "/\\evil.example",
        "\\/evil.example",
        "/%2fevil.example/",
        "/%5cevil.example/",
        "https://evil.example/demo/",
        "javascript:alert(1)",
        "/demo/../operator/",
        "/demo/%2e%2e/operator/",
        "/demo//evil.example",
        "/demo/;/history",
        "/demo/\\evil.example",
        "/demo/history\r\nSet-Cookie: a=b",
        "/demo/history#there",
        "/demo/history%0d%0aX: y",
        "/demo/history%3Fq=1",
        "/demo/nothing",
        "/demo/sign-in",
        "/demo/sign-out",
        "/demo/sign-in/provider",
        "/demo/sign-in/callback?code=c&state=s",
        "/demo/sign-in/ended?iss=i&sid=s",
        "/demo/admin/sign-in/trial",
        "/demo/sessions/0d2ee1b4-3a0c-4a51-b3cb-6f5a3d2c9f10/live",
        "/demo/home.xhtml",
        "/api/v1/sessions"
      })
  void leads_home_instead_of_anywhere_else(String address) {
    assertThat(back(address)).isEqualTo("/demo/");
  }

  @Test
  void leads_home_where_nothing_was_asked_or_too_much() {
    assertThat(back(null)).isEqualTo("/demo/");
    assertThat(back("/demo/history?q=" + "a".repeat(2_000))).isEqualTo("/demo/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jakarta.faces.ViewState=stateless",
        "javax.faces.ViewState=stateless",
        "jakarta%2Efaces%2EViewState=stateless",
        "launchForm=launchForm",
        "launchForm%3Alaunch=Launch",
        "form:name=x",
        "lakegate.form=x",
        "primefaces.nonce=x",
        "stop=1",
        "launch=1",
        "cancel=1",
        "again=1",
        "keep=1",
        "id=1",
        "back=/demo/",
        "%71=encoded",
        "q=%0d%0aSet-Cookie:%20a=b",
        "q=%00",
        "q=%ff",
        "q=%zz",
        "q",
        "=",
        "&&"
      })
  void drops_whatever_is_no_state_of_a_list(String word) {
    assertThat(back("/demo/history?" + word + "&state=LOST")).isEqualTo("/demo/history?state=LOST");
    assertThat(back("/demo/history?" + word)).isEqualTo("/demo/history");
  }
}
