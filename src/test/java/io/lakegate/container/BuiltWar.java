package io.lakegate.container;

import io.lakegate.fabricitem.FabricItemBuilder;
import io.lakegate.session.TrackerThreads;
import io.lakegate.sessionprofile.SessionProfileBuilder;
import io.lakegate.workspace.WorkspaceBuilder;
import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it was built, all of it, and the tests. */
class BuiltWar {
  private BuiltWar() {}

  @Deployment
  static WebArchive war() throws URISyntaxException {
    return ShrinkWrap.create(ZipImporter.class, "lakegate.war")
        .importFrom(new File("target/lakegate.war"))
        .as(WebArchive.class)
        .addPackage(BuiltWar.class.getPackage())
        .addClasses(
            TrackerThreads.class,
            WorkspaceBuilder.class,
            FabricItemBuilder.class,
            SessionProfileBuilder.class)
        .addAsLibrary(
            new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }
}
