package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.Alert;

/**
 * An alert with the number of its published state.
 *
 * @param revision 0 while its state was never published
 * @param beside what was last told to stand beside its state
 */
record StoredAlert(Alert alert, long revision, Beside beside) {}
