package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.Alert;

/**
 * An alert with the number of its published state.
 *
 * @param revision 0 while its state was never published
 */
record StoredAlert(Alert alert, long revision) {}
