/** Tokens for the local stack and for tests: real signatures by a key pair of its own, for nobody else to trust. */
package io.countywatch.local.token;
