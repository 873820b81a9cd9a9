package io.lakegate.platform.web;

import io.lakegate.platform.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address below {@code /{tenant}}, the page that answers it and the least role that may see it.
 * A group of the pattern becomes the request parameter {@code id}. What is not listed does not
 * exist.
 *
 * @param role null: nobody needs to be signed in
 */
public record Route(Pattern pattern, String view, Role role) {
  private static final String ID = "([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})";

  private static final List<Route> ROUTES =
      List.of(
          route("/sign-in", "/sign-in.xhtml", null),
          route("/sign-in/provider", "/provider/begin", null),
          route("/sign-in/callback", "/provider/callback", null),
          route("/sign-in/ended", "/provider/ended", null),
          route("/sign-out/provider", "/provider/leave", null),
          route("/sign-out", "/sign-out.xhtml", null),
          route("/", "/home.xhtml", Role.VIEWERS),
          route("/me", "/me.xhtml", Role.VIEWERS),
          route("/password", "/password.xhtml", Role.VIEWERS),
          route("/sessions", "/sessions/list.xhtml", Role.VIEWERS),
          route("/sessions/live", "/live/sessions", Role.VIEWERS),
          route("/sessions/" + ID, "/sessions/console.xhtml", Role.VIEWERS),
          route("/sessions/" + ID + "/live", "/live/session", Role.VIEWERS),
          route("/sessions/" + ID + "/facts", "/sessions/facts.xhtml", Role.VIEWERS),
          route("/sessions/" + ID + "/share", "/sessions/share.xhtml", Role.VIEWERS),
          route("/sessions/" + ID + "/log", "/sessions/log.xhtml", Role.VIEWERS),
          route("/statements/" + ID, "/statements/fragment.xhtml", Role.VIEWERS),
          route("/history", "/history/list.xhtml", Role.VIEWERS),
          route("/history/export", "/export/history", Role.VIEWERS),
          route("/history/" + ID + "/output", "/export/output", Role.VIEWERS),
          route("/history/" + ID, "/history/detail.xhtml", Role.VIEWERS),
          route("/admin", "/admin.xhtml", Role.ADMINISTRATORS),
          route("/admin/workspaces", "/workspaces/list.xhtml", Role.ADMINISTRATORS),
          route(
              "/admin/workspaces/(new|" + ID + ")", "/workspaces/edit.xhtml", Role.ADMINISTRATORS),
          route("/admin/lakehouses", "/lakehouses/list.xhtml", Role.ADMINISTRATORS),
          route(
              "/admin/lakehouses/(new|" + ID + ")", "/lakehouses/edit.xhtml", Role.ADMINISTRATORS),
          route("/admin/environments", "/environments/list.xhtml", Role.ADMINISTRATORS),
          route(
              "/admin/environments/(new|" + ID + ")",
              "/environments/edit.xhtml",
              Role.ADMINISTRATORS),
          route("/admin/session-profiles", "/session-profiles/list.xhtml", Role.ADMINISTRATORS),
          route(
              "/admin/session-profiles/(new|" + ID + ")",
              "/session-profiles/edit.xhtml",
              Role.ADMINISTRATORS),
          route("/admin/sign-in", "/identity-provider/edit.xhtml", Role.ADMINISTRATORS),
          route("/admin/sign-in/trial", "/provider/trial", Role.ADMINISTRATORS),
          route("/admin/tokens", "/tokens/list.xhtml", Role.ADMINISTRATORS),
          route("/admin/group-roles", "/group-roles/list.xhtml", Role.ADMINISTRATORS),
          route(
              "/admin/group-roles/(new|" + ID + ")",
              "/group-roles/edit.xhtml",
              Role.ADMINISTRATORS),
          route("/admin/retention", "/retention/edit.xhtml", Role.ADMINISTRATORS),
          route("/admin/audit", "/audit-events/list.xhtml", Role.ADMINISTRATORS),
          route("/admin/audit/export", "/export/audit", Role.ADMINISTRATORS),
          route("/admin/audit/" + ID, "/audit-events/detail.xhtml", Role.ADMINISTRATORS),
          route("/admin/members", "/members/list.xhtml", Role.ADMINISTRATORS),
          route("/admin/members/" + ID, "/members/detail.xhtml", Role.ADMINISTRATORS),
          route("/tenants", "/tenants/list.xhtml", Role.OPERATORS),
          route("/tenants/(new|" + ID + ")", "/tenants/edit.xhtml", Role.OPERATORS),
          route("/signing-keys", "/signing-keys/list.xhtml", Role.OPERATORS));

  /**
   * Returns whether everybody who may read the audit trail may see the page, whatever their role.
   */
  public boolean isAudit() {
    return view.startsWith("/audit-events/") || view.equals("/export/audit");
  }

  /** Returns whether a page answers, and not a servlet with a file, a stream or a redirect. */
  public boolean isPage() {
    return view.endsWith(".xhtml");
  }

  /** The pages of somebody who is not signed in, or is about to be no longer. */
  public boolean isBeforeSignIn() {
    return role == null;
  }

  private static Route route(String pattern, String view, Role role) {
    return new Route(Pattern.compile(pattern), view, role);
  }

  /** The route of a path below the tenant, and the id in it when there is one. */
  public record Match(Route route, String id) {}

  public static Optional<Match> find(String path) {
    String asked = path.isEmpty() ? "/" : path;
    for (Route route : ROUTES) {
      Matcher matcher = route.pattern.matcher(asked);
      if (matcher.matches()) {
        String id = matcher.groupCount() > 0 ? matcher.group(1) : null;
        return Optional.of(new Match(route, "new".equals(id) ? null : id));
      }
    }
    return Optional.empty();
  }

  public static List<Route> all() {
    return ROUTES;
  }
}
