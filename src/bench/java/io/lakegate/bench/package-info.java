/**
 * Measurements against the budgets, side by side in one run on one machine. {@code mvn -Pbench}
 * replays them; raw results stand in {@code src/bench/results}.
 */
package io.lakegate.bench;
