package io.lakegate.container;

import io.lakegate.system.LakegateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * A portal outside the demo, started by our launcher with the files of {@code payara-config}, on a
 * free port and an H2 file of its own.
 */
public class PortalContainer implements DeployableContainer<PortalContainer.Configuration> {
  private static final String SECRET_KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  /** The value of a setting that nothing reads outside the demo. */
  static final String WITH_EXPRESSIONS = "${java.home}$$a\\${ENV=PATH}${MPCONFIG=x:y}${ #{1}";

  static final int SESSION_QUOTA = 1;

  private LakegateServer server;
  private Path war;

  /** There is nothing to configure. */
  public static class Configuration implements ContainerConfiguration {
    @Override
    public void validate() {
      // Nothing that could be wrong.
    }
  }

  @Override
  public Class<Configuration> getConfigurationClass() {
    return Configuration.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Servlet 5.0");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) {
    server = LakegateServer.outsideTheDemo();
    war = server.directory().resolve("lakegate.war");
    archive.as(ZipExporter.class).exportTo(war.toFile());
    server
        .withWar(war)
        .with("LAKEGATE_SECRET_KEY", SECRET_KEY)
        .with("LAKEGATE_ALLOWED_HOSTS", "127.0.0.1,livy.example")
        .with("LAKEGATE_SESSION_QUOTA", Integer.toString(SESSION_QUOTA))
        .with("LAKEGATE_PROXY", " ")
        .with("LAKEGATE_DEMO_LIVY_TOKEN", WITH_EXPRESSIONS)
        .start();
    HTTPContext address = new HTTPContext(server.uri().getHost(), server.uri().getPort());
    address.add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, SideDoor.PREFIX));
    return new ProtocolMetaData().addContext(address);
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    server.close();
    try {
      Files.deleteIfExists(war);
    } catch (IOException e) {
      throw new DeploymentException("The tested WAR stays behind.", e);
    }
  }
}
