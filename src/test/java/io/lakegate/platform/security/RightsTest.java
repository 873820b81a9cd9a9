package io.lakegate.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.platform.tenancy.TenantId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RightsTest {
  private static final UUID SALES = new UUID(5, 1);
  private static final UUID LAB = new UUID(5, 2);

  private static Caller caller(Rights rights) {
    Caller one = Callers.viewer(new TenantId(new UUID(1, 1)));
    return new Caller(one.tenant(), one.tenantSlug(), one.personId(), one.userName(), rights);
  }

  @Test
  void are_the_higher_role_in_each_workspace() {
    Rights rights =
        Rights.of(Role.VIEWERS)
            .with(Role.EDITORS, SALES)
            .with(Role.VIEWERS, SALES)
            .with(Role.VIEWERS, LAB);

    assertThat(rights).isEqualTo(new Rights(Role.VIEWERS, Map.of(SALES, Role.EDITORS)));
    assertThat(rights.in(SALES)).contains(Role.EDITORS);
    assertThat(rights.in(LAB)).contains(Role.VIEWERS);
    assertThat(rights.highest()).contains(Role.EDITORS);
  }

  @Test
  void in_one_workspace_only_reach_nothing_else() {
    Caller ada = caller(Rights.none().with(Role.EDITORS, SALES));

    assertThat(ada.reach().everything()).isFalse();
    assertThat(ada.reach().includes(SALES)).isTrue();
    assertThat(ada.reach().includes(LAB)).isFalse();
    assertThat(ada.reach().includes(null)).isFalse();
    assertThat(ada.may(Operation.LAUNCH_SESSION, SALES)).isTrue();
    assertThat(ada.may(Operation.LAUNCH_SESSION, LAB)).isFalse();
    assertThat(ada.may(Operation.CHANGE_CATALOGUE)).isFalse();
  }

  @Test
  void in_the_whole_tenant_reach_everything() {
    Caller ada = caller(Rights.of(Role.VIEWERS).with(Role.EDITORS, SALES));

    assertThat(ada.reach().includes(LAB)).isTrue();
    assertThat(ada.may(Operation.LAUNCH_SESSION, LAB)).isFalse();
    assertThat(ada.may(Operation.LAUNCH_SESSION, SALES)).isTrue();
  }

  @Test
  void of_a_token_are_no_more_than_its_role_anywhere() {
    Rights rights = Rights.of(Role.ADMINISTRATORS).and(Role.EDITORS);
    Rights inOne = Rights.none().with(Role.EDITORS, SALES).and(Role.VIEWERS);

    assertThat(rights).isEqualTo(Rights.of(Role.EDITORS));
    assertThat(inOne).isEqualTo(new Rights(null, Map.of(SALES, Role.VIEWERS)));
    assertThat(Rights.of(Role.OPERATORS).and(Role.EDITORS).highest()).isEmpty();
  }

  @Test
  void include_others_only_if_nothing_is_lost_anywhere() {
    Rights viewer = Rights.of(Role.VIEWERS);
    Rights editorInSales = Rights.none().with(Role.EDITORS, SALES);

    assertThat(viewer.with(Role.EDITORS, SALES).include(viewer)).isTrue();
    assertThat(Rights.of(Role.EDITORS).include(editorInSales)).isTrue();
    assertThat(editorInSales.include(viewer)).isFalse();
    assertThat(viewer.include(editorInSales)).isFalse();
    assertThat(Rights.none().include(Rights.none())).isTrue();
  }
}
