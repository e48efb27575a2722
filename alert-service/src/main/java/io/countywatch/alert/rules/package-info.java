/** The rules of a campaign: a typed YAML file, checked at start, without scripts. */
package io.countywatch.alert.rules;
