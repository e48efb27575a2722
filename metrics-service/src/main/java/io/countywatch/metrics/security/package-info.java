/** What a caller may see: the counties of the token, and nothing of the others, not even that they exist. */
package io.countywatch.metrics.security;
