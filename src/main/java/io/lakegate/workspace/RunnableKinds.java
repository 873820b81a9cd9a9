package io.lakegate.workspace;

import io.lakegate.platform.settings.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * The languages that a workspace can run, if they are known. A Livy server does not report them,
 * but the demo knows what its sandbox has.
 *
 * @param url the workspace it is known of; null = none
 * @param kinds Livy's words; empty = not known
 */
public record RunnableKinds(String url, List<String> kinds) {
  public RunnableKinds {
    kinds = List.copyOf(kinds);
  }

  public static RunnableKinds configured() {
    List<String> kinds =
        Setting.DEMO_KINDS.find().stream()
            .flatMap(all -> Arrays.stream(all.split(",", -1)))
            .map(String::strip)
            .filter(kind -> !kind.isEmpty())
            .toList();
    return new RunnableKinds(Setting.DEMO_LIVY_URL.find().orElse(null), kinds);
  }

  /** Whether anything is known. If not, every language is assumed to run everywhere. */
  public boolean isLimited() {
    return url != null && !kinds.isEmpty();
  }

  public boolean canRun(Workspace workspace, String kind) {
    return !isLimited() || !isAbout(workspace.getUrl()) || kinds.contains(kind);
  }

  private boolean isAbout(String address) {
    return address != null && bare(address).equals(bare(url));
  }

  private static String bare(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
