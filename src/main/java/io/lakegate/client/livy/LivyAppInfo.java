package io.lakegate.client.livy;

/** Where to look at the Spark application; each is null while, or if ever, unknown. */
public record LivyAppInfo(String driverLogUrl, String sparkUiUrl) {}
