package io.lakegate.client.livy;

/**
 * The addresses at which the Spark application can be observed; each is null as long as it is
 * unknown, which may be forever.
 */
public record LivyAppInfo(String driverLogUrl, String sparkUiUrl) {}
