package io.lakegate.session;

import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** The history: statements of all sessions, newest first. */
@RequestScoped
@Path("statements")
@Produces(MediaType.APPLICATION_JSON)
public class StatementsResource {
  @Inject StatementService statements;
  @Inject CurrentCaller current;

  @GET
  public Page<StatementView> list(
      @BeanParam StatementQuery query,
      @QueryParam("after") String after,
      @QueryParam("limit") Integer limit) {
    Caller caller = current.get();
    int size = Page.limit(limit);
    return Page.of(
        statements.history(caller.tenant(), caller, query.filter(), Cursor.parse(after), size + 1),
        size,
        StatementView::of,
        last -> new Cursor(last.getSubmittedAt(), last.getId()).toString());
  }

  @GET
  @Path("{id}")
  public StatementView get(@PathParam("id") UUID id) {
    Caller caller = current.get();
    Statement statement = statements.get(caller.tenant(), caller, id);
    return StatementView.of(
        statement, statements.findOutput(caller.tenant(), caller, id).orElse(null));
  }
}
