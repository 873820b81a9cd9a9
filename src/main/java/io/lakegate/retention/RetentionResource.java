package io.lakegate.retention;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The one retention of the token's tenant, so no id names it. */
@RequestScoped
@Path("retention")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RetentionResource {
  @Inject RetentionService retentions;
  @Inject CurrentCaller current;

  @GET
  public RetentionView get() {
    Caller caller = current.get();
    return retentions
        .find(caller.tenant(), caller)
        .map(RetentionView::of)
        .orElseGet(RetentionView::forEver);
  }

  /** Takes the whole, with its {@code version} once something was said. */
  @PUT
  public RetentionView put(RetentionForm form) {
    Caller caller = current.get();
    return RetentionView.of(retentions.save(caller.tenant(), caller, form));
  }
}
