package io.lakegate.platform.web;

import io.lakegate.platform.security.Digests;
import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts the digest of our scripts and styles into their addresses: browsers keep them for a week,
 * and a new version of the portal must not meet the old ones.
 */
public class VersionedResources extends ResourceHandlerWrapper {
  static final String LIBRARY = "lakegate";
  private static final int ENOUGH = 10;

  /**
   * Below the tenant, by name; every page names a dozen, and what is asked for they do not change.
   */
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  public VersionedResources(ResourceHandler wrapped) {
    super(wrapped);
  }

  @Override
  public Resource createResource(String name, String library) {
    if (!LIBRARY.equals(library)) {
      return super.createResource(name, library);
    }
    if (addresses.containsKey(name)) {
      return new Versioned(name);
    }
    Resource resource = super.createResource(name, library);
    if (resource == null) {
      return null;
    }
    addresses.put(name, address(resource));
    return new Versioned(name);
  }

  private static String address(Resource resource) {
    String path = resource.getRequestPath().substring(tenant().length());
    return path + (path.contains("?") ? "&" : "?") + "v=" + digest(resource);
  }

  private static String tenant() {
    return FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath();
  }

  private static String digest(Resource resource) {
    try (InputStream content = resource.getInputStream()) {
      String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
      return Digests.sha256(text).substring(0, ENOUGH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looked for only when it is read: most are only named. */
  private final class Versioned extends ResourceWrapper {
    private final String name;
    private Resource found;

    Versioned(String name) {
      super(null);
      this.name = name;
    }

    @Override
    public Resource getWrapped() {
      if (found == null) {
        found = VersionedResources.this.getWrapped().createResource(name, LIBRARY);
      }
      return found;
    }

    @Override
    public String getRequestPath() {
      return tenant() + addresses.get(name);
    }
  }
}
