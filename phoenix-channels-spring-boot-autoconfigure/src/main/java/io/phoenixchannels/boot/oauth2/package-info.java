/**
 * Credentials from Spring Security's OAuth2 client. Knows what a client asks for at every
 * attempt to connect, and not how clients are configured.
 */
@NullMarked
package io.phoenixchannels.boot.oauth2;

import org.jspecify.annotations.NullMarked;
