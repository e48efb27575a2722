package io.countywatch.alert.backtest;

import io.countywatch.alert.campaign.Level;
import java.time.LocalDate;

/**
 * How a unit ended on a plan.
 *
 * @param due the plan's due date
 * @param late whether anything was left on it
 */
record Outcome(String unit, Level level, String measure, LocalDate due, boolean late) {}
