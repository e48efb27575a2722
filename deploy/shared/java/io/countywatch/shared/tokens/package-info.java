/** The keys that tokens are verified with. */
package io.countywatch.shared.tokens;
