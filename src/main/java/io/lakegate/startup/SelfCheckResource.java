package io.lakegate.startup;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Answers who brings a token this portal signed: how a node finds out that it verifies its own. */
@RequestScoped
@Path("self-check")
public class SelfCheckResource {
  @GET
  @Operation(hidden = true)
  public void check() {
    // Who gets here has been verified.
  }
}
