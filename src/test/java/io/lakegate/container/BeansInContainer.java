package io.lakegate.container;

import static io.lakegate.container.Refusals.refusalOf;
import static io.lakegate.fabricitem.FabricItemBuilder.aLakehouse;
import static io.lakegate.fabricitem.FabricItemBuilder.anEnvironment;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lakegate.RestApplication;
import io.lakegate.container.Companies.Company;
import io.lakegate.fabricitem.FabricItemKind;
import io.lakegate.fabricitem.FabricItemService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.ApiAuthentication;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.WorkspaceForm;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What the server's CDI makes of our classes; Weld outside of it is less strict. */
@ArquillianTest
class BeansInContainer {
  @Inject BeanManager beans;
  @Inject Companies companies;
  @Inject WorkspaceService workspaces;
  @Inject FabricItemService items;
  @Inject SessionProfileService profiles;
  @Inject Rows rows;
  @Inject Entities entities;

  @Test
  void every_bean_but_those_of_a_page_can_be_made() {
    List<Bean<?>> ours =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .filter(bean -> bean.getBeanClass().getName().startsWith("io.lakegate."))
            .filter(bean -> !bean.getBeanClass().getSimpleName().endsWith("Backing"))
            .toList();

    assertThat(ours).hasSizeGreaterThan(50);
    // A proxy makes what it stands for when it is first called.
    assertThat(ours).allSatisfy(bean -> assertThat(reference(bean).toString()).isNotNull());
  }

  @Test
  void every_entity_is_found_in_the_war_and_fits_the_migrated_schema() {
    assertThat(entities.names()).contains("Tenant", "Workspace", "StatementOutput", "SigningKey");
    assertThat(entities.names())
        .allSatisfy(name -> assertThatCode(() -> entities.read(name)).doesNotThrowAnyException());
  }

  @Test
  void every_resource_of_the_api_is_a_bean() {
    assertThat(new RestApplication().getClasses())
        .filteredOn(served -> served.getSimpleName().endsWith("Resource"))
        .isNotEmpty()
        .allSatisfy(served -> assertThat(beans.getBeans(served)).hasSize(1));
  }

  @Test
  void the_api_is_guarded_by_our_mechanism_although_the_server_brings_its_own() {
    var all = beans.getBeans(HttpAuthenticationMechanism.class, Any.Literal.INSTANCE);

    assertThat(beans.resolve(all).getBeanClass()).isEqualTo(ApiAuthentication.class);
  }

  @Test
  void every_feature_says_what_it_would_miss_if_a_workspace_went() throws SQLException {
    Company company = companies.found();
    UUID workspace = create(company, aFabricWorkspace().form());
    UUID lakehouse =
        items
            .create(
                company.tenant(),
                company.administrator(),
                FabricItemKind.LAKEHOUSE,
                aLakehouse().named("bronze").in(workspace).form())
            .getId();
    items.create(
        company.tenant(),
        company.administrator(),
        FabricItemKind.ENVIRONMENT,
        anEnvironment().named("py311").in(workspace).form());
    profiles.create(
        company.tenant(),
        company.administrator(),
        aSessionProfile().named("etl").on(workspace).in(lakehouse).form());

    LakegateException refusal =
        refusalOf(() -> workspaces.delete(company.tenant(), company.administrator(), workspace));

    assertThat(refusal.code()).isEqualTo(ErrorCode.WORKSPACE_IN_USE);
    assertThat(refusal).hasMessageContainingAll("'bronze'", "'py311'", "'etl'");
    assertThat(rows.count("workspace", company.tenant())).isOne();
  }

  @Test
  void a_form_is_refused_in_our_words_and_not_in_the_servers() throws SQLException {
    Company company = companies.found();

    LakegateException refusal =
        refusalOf(
            () ->
                workspaces.create(company.tenant(), company.administrator(), new WorkspaceForm()));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refusal.fields()).containsEntry("kind", "Fill in this field.");
  }

  private UUID create(Company company, WorkspaceForm form) {
    return workspaces.create(company.tenant(), company.administrator(), form).getId();
  }

  private Object reference(Bean<?> bean) {
    return beans.getReference(bean, Object.class, beans.createCreationalContext(bean));
  }
}
