/** What people and machines may ask, each only for the counties in their token. */
package io.countywatch.alert.api;
