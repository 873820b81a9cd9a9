package io.lakegate.sessionprofile;

import io.lakegate.platform.security.SecretMask;
import io.lakegate.workspace.WorkspaceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says beforehand what a backend would ignore, refuse, start slowly for, or show to others. */
final class ProfileWarnings {
  /** Sizes of Fabric's nodes: cores → memory (terraform's {@code spark_environment_settings}). */
  private static final Map<Integer, String> FABRIC_SIZES =
      Map.of(4, "28g", 8, "56g", 16, "112g", 32, "224g", 64, "400g");

  private final SessionProfile profile;
  private final SparkSettings settings;
  private final WorkspaceKind workspace;
  private final List<ProfileWarning> warnings = new ArrayList<>();

  private ProfileWarnings(SessionProfile profile, WorkspaceKind workspace) {
    this.profile = profile;
    this.settings = profile.getSettings();
    this.workspace = workspace;
  }

  static List<ProfileWarning> of(SessionProfile profile, WorkspaceKind workspace) {
    ProfileWarnings found = new ProfileWarnings(profile, workspace);
    if (workspace == WorkspaceKind.FABRIC) {
      found.fabric();
    }
    found
        .settings
        .getConf()
        .forEach(
            (key, value) ->
                ConfWarnings.of(key, value, workspace)
                    .forEach(message -> found.warn("conf", key + ": " + message)));
    found.files();
    if (profile.getIdleTimeout().compareTo(profile.getMaxLifetime()) > 0) {
      found.warn("idleTimeout", "The session ends after its longest lifetime, before this.");
    }
    return List.copyOf(found.warnings);
  }

  private void fabric() {
    warn(
        "workspaceId",
        "Launching on Fabric comes with a later version of Lakegate. Until then this profile can be"
            + " made and previewed.");
    if (profile.getEnvironmentId() != null) {
      warn(
          "environmentId",
          "With an environment Fabric usually starts a new cluster instead of a warm one: about 3"
              + " minutes instead of 10 seconds.");
    }
    notSent("pyFiles", settings.getPyFiles());
    notSent("jars", settings.getJars());
    notSent("files", settings.getFiles());
    if (settings.getQueue() != null) {
      warn("queue", "Fabric has no queues, so this is not sent.");
    }
    size("driverMemory", settings.getDriverMemory(), settings.getDriverCores());
    size("executorMemory", settings.getExecutorMemory(), settings.getExecutorCores());
  }

  private void notSent(String field, List<String> uris) {
    if (!uris.isEmpty()) {
      warn(
          field,
          "Fabric's session request does not take these, so they are not sent. Put libraries into"
              + " the environment.");
    }
  }

  private void size(String field, String memory, Integer cores) {
    if (memory == null) {
      return;
    }
    boolean fits =
        cores == null ? FABRIC_SIZES.containsValue(memory) : memory.equals(FABRIC_SIZES.get(cores));
    if (!fits) {
      warn(
          field,
          "Fabric's nodes have 28g with 4 cores, 56g with 8, 112g with 16, 224g with 32 or 400g"
              + " with 64. Other sizes may be refused.");
    }
  }

  private void files() {
    file("pyFiles", settings.getPyFiles());
    file("jars", settings.getJars());
    file("files", settings.getFiles());
    file("archives", settings.getArchives());
  }

  private void file(String field, List<String> uris) {
    boolean local =
        uris.stream().anyMatch(uri -> uri.startsWith("file:") || uri.startsWith("local:"));
    if (local && workspace == WorkspaceKind.APACHE_LIVY) {
      warn(
          field,
          "Livy takes local files only from folders its server lists in"
              + " livy.file.local-dir-whitelist.");
    }
    if (uris.stream().anyMatch(uri -> SecretMask.isSecretSetting(field, uri))) {
      warn(field, "One of these seems to hold a secret. " + ConfWarnings.VISIBLE);
    }
  }

  private void warn(String field, String message) {
    warnings.add(new ProfileWarning(field, message));
  }
}
