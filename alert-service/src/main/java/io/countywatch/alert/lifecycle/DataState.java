package io.countywatch.alert.lifecycle;

/** Whether there are data to judge by; stands beside the state and never blocks it. */
public enum DataState {
    OK,
    LATE,
    SILENT,
    PIPELINE_STALE
}
