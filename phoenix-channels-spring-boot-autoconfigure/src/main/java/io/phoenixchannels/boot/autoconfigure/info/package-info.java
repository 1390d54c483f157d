/**
 * Auto-configuration of the info of Phoenix clients.
 */
@NullMarked
package io.phoenixchannels.boot.autoconfigure.info;

import org.jspecify.annotations.NullMarked;
