package io.phoenixchannels.test.context;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Parameters of tests of Spring. Apart from the extension, which has to do without Spring
 * where it is missing.
 */
final class SpringParameters {

	private SpringParameters() {
	}

	/**
	 * Whether Spring resolves this parameter of a method, so that nobody else must.
	 */
	static boolean isAutowired(ParameterContext parameter) {
		return ParameterResolutionDelegate.isAutowirable(parameter.getParameter(), parameter.getIndex());
	}

	static EmbeddedPhoenixServer server(ExtensionContext context) {
		return SpringExtension.getApplicationContext(context)
			.getBean(EmbeddedPhoenixContextCustomizer.SERVER, EmbeddedPhoenixServer.class);
	}

}
