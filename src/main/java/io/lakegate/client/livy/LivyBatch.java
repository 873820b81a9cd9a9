package io.lakegate.client.livy;

import java.util.List;

/** A batch as the server tells it. All but {@code id} may be null; {@code log} never is. */
public record LivyBatch(
    String id,
    String name,
    String appId,
    String owner,
    String proxyUser,
    String state,
    LivyAppInfo appInfo,
    List<String> log) {}
