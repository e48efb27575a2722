/**
 * A sign-in for the local stack only: a small OIDC provider (code flow with PKCE) that asks for no password but for a
 * role. It signs with the run's own key, so that the services take its tokens as they are.
 */
package io.countywatch.local.signin;
