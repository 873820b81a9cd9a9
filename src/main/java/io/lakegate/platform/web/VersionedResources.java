package io.lakegate.platform.web;

import io.lakegate.platform.security.Digests;
import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
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
  private static final String LIBRARY = "lakegate";
  private static final int ENOUGH = 10;

  private final Map<String, String> versions = new ConcurrentHashMap<>();

  public VersionedResources(ResourceHandler wrapped) {
    super(wrapped);
  }

  @Override
  public Resource createResource(String name, String library) {
    return versioned(super.createResource(name, library), library);
  }

  @Override
  public Resource createResource(String name, String library, String contentType) {
    return versioned(super.createResource(name, library, contentType), library);
  }

  private Resource versioned(Resource resource, String library) {
    return resource == null || !LIBRARY.equals(library) ? resource : new Versioned(resource);
  }

  private static String digest(Resource resource) {
    try (InputStream content = resource.getInputStream()) {
      String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
      return Digests.sha256(text).substring(0, ENOUGH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Versioned extends ResourceWrapper {
    Versioned(Resource wrapped) {
      super(wrapped);
    }

    @Override
    public String getRequestPath() {
      String path = super.getRequestPath();
      String version = versions.computeIfAbsent(getResourceName(), name -> digest(getWrapped()));
      return path + (path.contains("?") ? "&" : "?") + "v=" + version;
    }
  }
}
