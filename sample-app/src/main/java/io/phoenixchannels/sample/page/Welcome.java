package io.phoenixchannels.sample.page;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says in the log where the page is.
 */
@Component
final class Welcome {

	private static final Log logger = LogFactory.getLog(Welcome.class);

	@EventListener
	void started(WebServerInitializedEvent event) {
		logger.info("The live room is open: http://localhost:" + event.getWebServer().getPort());
	}

}
