package io.lakegate.identityprovider;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The one provider of the token's tenant, so no id names it. */
@RequestScoped
@Path("identity-provider")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class IdentityProviderResource {
  @Inject IdentityProviderService providers;
  @Inject CurrentCaller current;

  @GET
  public IdentityProviderView get() {
    Caller caller = current.get();
    return IdentityProviderView.of(providers.get(caller.tenant(), caller));
  }

  /** Registers it, or changes the one that is there, which takes its {@code version}. */
  @PUT
  public IdentityProviderView put(IdentityProviderForm form) {
    Caller caller = current.get();
    return IdentityProviderView.of(providers.save(caller.tenant(), caller, form));
  }

  /** Makes a key pair; the answer has the certificate for the provider, in {@code next…}. */
  @POST
  @Path("certificate")
  public IdentityProviderView prepareCertificate() {
    Caller caller = current.get();
    return IdentityProviderView.of(providers.prepareCertificate(caller.tenant(), caller));
  }

  /** The prepared certificate proves Lakegate from now on. */
  @POST
  @Path("certificate/use")
  public IdentityProviderView useCertificate() {
    Caller caller = current.get();
    return IdentityProviderView.of(providers.useCertificate(caller.tenant(), caller));
  }

  /** The secret proves Lakegate again. */
  @DELETE
  @Path("certificate")
  public void removeCertificate() {
    Caller caller = current.get();
    providers.removeCertificate(caller.tenant(), caller);
  }

  @DELETE
  public void delete() {
    Caller caller = current.get();
    providers.delete(caller.tenant(), caller);
  }
}
