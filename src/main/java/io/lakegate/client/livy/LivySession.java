package io.lakegate.client.livy;

import java.util.List;

/**
 * A session as the server tells it. All but {@code id} may be null (Fabric requires none of them);
 * lists never are.
 *
 * @param id a number at Apache Livy, a GUID at Fabric
 * @param state as sent: there are more words than the documentation lists
 * @param log the last ten or so lines
 */
public record LivySession(
    String id,
    String name,
    String appId,
    String owner,
    String proxyUser,
    String state,
    String kind,
    LivyAppInfo appInfo,
    List<String> log) {}
