/** Rules tried on days that are over: the same pure functions as in an evaluation, on the figures that were kept. */
package io.countywatch.alert.backtest;
