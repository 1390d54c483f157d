package io.phoenixchannels.transport.spring;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * The same promises, with the blocking work on virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTransportContractTests extends TransportContractTests {

	@Override
	SpringWebSocketTransport.Builder transport() {
		try {
			Executor executor = (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
			return super.transport().executor(executor);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
