package io.lakegate.sessionprofile;

import static io.lakegate.fabricitem.FabricItemBuilder.aLakehouse;
import static io.lakegate.fabricitem.FabricItemBuilder.anEnvironment;
import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;

import io.lakegate.audit.RecordedAudit;
import io.lakegate.backend.Capability;
import io.lakegate.fabricitem.Environment;
import io.lakegate.fabricitem.FabricItem;
import io.lakegate.fabricitem.FabricItemKind;
import io.lakegate.fabricitem.FabricItemService;
import io.lakegate.fabricitem.Lakehouse;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.Reach;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.usage.Usages;
import io.lakegate.workspace.TestBackends;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Two Fabric workspaces, a Livy server and one of another tenant, with the service on top. */
final class FakeCatalogue {
  static final TenantId ACME = new TenantId(new UUID(0xac, 1));
  static final TenantId GLOBEX = new TenantId(new UUID(0x91, 2));
  static final Caller ADA = Callers.administrator(ACME);

  final Workspace livy = aLivyServer().of(ACME);
  final Workspace fabric = aFabricWorkspace().of(ACME);
  final Workspace otherFabric = aFabricWorkspace().named("other").of(ACME);
  final Workspace theirs = aLivyServer().of(GLOBEX);
  final Lakehouse bronze = aLakehouse().in(fabric.getId()).of(ACME);
  final Lakehouse elsewhere = aLakehouse().in(otherFabric.getId()).of(ACME);
  final Environment py311 = anEnvironment().in(fabric.getId()).of(ACME);
  final Environment elsewherePy = anEnvironment().in(otherFabric.getId()).of(ACME);
  final List<String> users = new ArrayList<>();
  final InMemory rows = new InMemory();
  final SessionProfileService service = new SessionProfileService();

  FakeCatalogue() {
    service.repository = rows;
    service.workspaces = new Workspaces();
    service.backends = TestBackends.livy(null);
    service.items = new Items();
    service.forms = TestForms.forms();
    service.audit = new RecordedAudit();
    service.usages = new Users();
  }

  static class InMemory extends SessionProfileRepository {
    final List<SessionProfile> rows = new ArrayList<>();

    @Override
    List<SessionProfile> list(TenantId tenant, Reach reach, ListQuery query) {
      return rows.stream().filter(row -> row.getTenantId().equals(tenant)).toList();
    }

    @Override
    Optional<SessionProfile> find(TenantId tenant, UUID id) {
      return list(tenant, Reach.all(), null).stream()
          .filter(row -> row.getId().equals(id))
          .findFirst();
    }

    @Override
    Optional<SessionProfile> findByName(TenantId tenant, String name) {
      return list(tenant, Reach.all(), null).stream()
          .filter(row -> row.getName().equals(name))
          .findFirst();
    }

    @Override
    SessionProfile save(TenantId tenant, SessionProfile profile) {
      rows.remove(profile);
      rows.add(profile);
      return profile;
    }

    @Override
    void delete(TenantId tenant, UUID id) {
      find(tenant, id).ifPresent(rows::remove);
    }
  }

  private final class Workspaces extends WorkspaceService {
    @Override
    public boolean can(TenantId tenant, Workspace at, Capability capability) {
      return TestBackends.livy(null).of(at).capabilities().contains(capability);
    }

    @Override
    public Optional<Workspace> find(TenantId tenant, UUID id) {
      return List.of(livy, fabric, otherFabric, theirs).stream()
          .filter(row -> row.getTenantId().equals(tenant) && row.getId().equals(id))
          .findFirst();
    }
  }

  private final class Items extends FabricItemService {
    @Override
    public <T extends FabricItem> Optional<T> find(
        TenantId tenant, FabricItemKind<T, ?> kind, UUID id) {
      return Stream.of(bronze, elsewhere, py311, elsewherePy)
          .filter(row -> row.getTenantId().equals(tenant) && row.getId().equals(id))
          .filter(kind.type()::isInstance)
          .map(kind.type()::cast)
          .findFirst();
    }
  }

  private final class Users extends Usages {
    @Override
    public List<String> of(TenantId tenant, UUID id) {
      return users;
    }
  }

  Workspace workspace(SessionProfile profile) {
    return service.workspaces.find(ACME, profile.getWorkspaceId()).orElseThrow();
  }

  SessionProfileBuilder onLivy() {
    return aSessionProfile().on(livy.getId());
  }

  SessionProfileBuilder onFabric() {
    return aSessionProfile().on(fabric.getId()).in(bronze.getId());
  }

  SessionProfile created(SessionProfileBuilder builder) {
    return service.create(ACME, ADA, builder.form());
  }

  static void everything(SessionProfileForm form) {
    form.setKind("pyspark");
    form.setConf(Map.of("spark.sql.shuffle.partitions", "8"));
    form.setPyFiles(List.of("hdfs:///a.py"));
    form.setJars(List.of("hdfs:///a.jar"));
    form.setFiles(List.of("hdfs:///a.txt"));
    form.setArchives(List.of("hdfs:///a.zip"));
    form.setDriverMemory("28g");
    form.setDriverCores(4);
    form.setExecutorMemory("56g");
    form.setExecutorCores(8);
    form.setNumExecutors(2);
    form.setQueue("etl");
    form.setStartupStatements(List.of("import os"));
    form.setIdleTimeout("PT10M");
    form.setMaxLifetime("PT2H");
    form.setSessionNamePrefix("etl-");
  }
}
