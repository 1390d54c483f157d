package io.phoenixchannels.push.scan;

import io.phoenixchannels.push.PhoenixPush;

/**
 * To be found by its method alone.
 */
public interface ScannedAlerts {

	@PhoenixPush(topic = "alerts:${area:eu}", event = "raise", client = "alerts")
	void raise(String what);

}
