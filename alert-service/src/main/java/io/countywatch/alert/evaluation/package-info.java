/** Evaluates campaign days: figures to assessments, assessments to verdicts, and all that follows in one transaction. */
package io.countywatch.alert.evaluation;
