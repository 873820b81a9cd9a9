package io.lakegate;

import io.lakegate.audit.AuditEventsResource;
import io.lakegate.audit.RefusalFilter;
import io.lakegate.fabricitem.EnvironmentsResource;
import io.lakegate.fabricitem.LakehousesResource;
import io.lakegate.grouprole.DirectoryGroupsResource;
import io.lakegate.grouprole.GroupRolesResource;
import io.lakegate.history.StatementsResource;
import io.lakegate.identityprovider.IdentityProviderResource;
import io.lakegate.member.MembersResource;
import io.lakegate.operator.SigningKeysResource;
import io.lakegate.operator.TenantsResource;
import io.lakegate.person.BearerFilter;
import io.lakegate.person.TokenExchangeResource;
import io.lakegate.person.TokensResource;
import io.lakegate.platform.api.BodyLimitFilter;
import io.lakegate.platform.api.FormReader;
import io.lakegate.platform.api.JsonConfiguration;
import io.lakegate.platform.api.ProblemMapper;
import io.lakegate.platform.api.QueryFilter;
import io.lakegate.platform.api.TransactionProblemMapper;
import io.lakegate.retention.RetentionResource;
import io.lakegate.session.SessionSharesResource;
import io.lakegate.session.SessionStatementsResource;
import io.lakegate.session.SessionsResource;
import io.lakegate.sessionprofile.SessionProfilesResource;
import io.lakegate.startup.SelfCheckResource;
import io.lakegate.workspace.WorkspacesResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/**
 * The whole API. Listed, not scanned: Payara would take a client's interface for a resource of
 * ours.
 */
@ApplicationScoped
@ApplicationPath("/api/v1")
@LoginConfig(authMethod = "MP-JWT")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Lakegate",
            version = "1",
            description =
                "Sessions, statements and their history, for programs. Send a token as"
                    + " 'Authorization: Bearer …'; POST /tokens makes one. JSON is UTF-8, or in the"
                    + " charset Content-Type names. An unknown field or query parameter, one that"
                    + " is there twice and a value of another kind are refused: 400 INVALID, with"
                    + " each in 'fields'. What a GET shows may be sent back by PUT; fields that"
                    + " cannot be changed are ignored there."))
public class RestApplication extends Application {
  /** OpenAPI describes the API; Jersey's own description names the server in its version. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        BodyLimitFilter.class,
        FormReader.class,
        QueryFilter.class,
        BearerFilter.class,
        RefusalFilter.class,
        JsonConfiguration.class,
        ProblemMapper.class,
        TransactionProblemMapper.class,
        SelfCheckResource.class,
        TokensResource.class,
        TokenExchangeResource.class,
        IdentityProviderResource.class,
        RetentionResource.class,
        WorkspacesResource.class,
        LakehousesResource.class,
        EnvironmentsResource.class,
        SessionProfilesResource.class,
        GroupRolesResource.class,
        DirectoryGroupsResource.class,
        MembersResource.class,
        AuditEventsResource.class,
        TenantsResource.class,
        SigningKeysResource.class,
        SessionsResource.class,
        SessionStatementsResource.class,
        SessionSharesResource.class,
        StatementsResource.class);
  }
}
