/**
 * What the client does with any server that offers the channels and routes of the
 * recordings, written once for all of them. {@code docs/contract.md} lists the
 * behaviours.
 */
@NullMarked
package io.phoenixchannels.contract;

import org.jspecify.annotations.NullMarked;
