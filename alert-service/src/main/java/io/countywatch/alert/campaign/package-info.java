/** A campaign as data: units, measures, plans and watchlists, read from its folder. */
package io.countywatch.alert.campaign;
