package io.lakegate.grouprole;

import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Groups of the organisation's directory, as far as they are found by name. */
@RequestScoped
@Path("directory-groups")
@Produces(MediaType.APPLICATION_JSON)
public class DirectoryGroupsResource {
  @Inject DirectoryGroupService groups;
  @Inject CurrentCaller current;

  /** The first 25, without a next page: a longer text finds fewer. */
  @GET
  public Page<DirectoryGroup> search(@QueryParam("q") String q) {
    Caller caller = current.get();
    return new Page<>(groups.search(caller.tenant(), caller, q), null);
  }
}
