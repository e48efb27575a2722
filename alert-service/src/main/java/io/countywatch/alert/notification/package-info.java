/** Decides what each receiver is told, and when, from what fires now and what it was told before. Pure. */
package io.countywatch.alert.notification;
