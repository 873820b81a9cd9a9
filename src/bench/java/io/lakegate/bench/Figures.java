package io.lakegate.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;
import java.util.List;

/** A list of measured times as it goes into the results. */
record Figures(List<Double> millis) {
  double median() {
    return quantile(0.5);
  }

  double quantile(double share) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  double sum() {
    return millis.stream().mapToDouble(Double::doubleValue).sum();
  }

  JsonObjectBuilder toJson() {
    return Json.createObjectBuilder()
        .add("count", millis.size())
        .add("minimum", round(quantile(0)))
        .add("median", round(median()))
        .add("p95", round(quantile(0.95)))
        .add("maximum", round(quantile(1)))
        .add("sum", round(sum()))
        .add(
            "all",
            Json.createArrayBuilder(
                Arrays.asList(millis.stream().map(Figures::round).toArray(Object[]::new))));
  }

  static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
