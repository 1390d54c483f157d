package io.phoenixchannels.contract;

import io.phoenixchannels.contract.ContractServer.Kind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Says which real Phoenix the contract did not run against. Where one is there, the
 * suites run against it themselves, and this shows that it is well.
 */
@ExtendWith(RealPhoenixTests.ContextResolver.class)
class RealPhoenixTests {

	@Test
	void theContractRunsAgainstThePhoenixAtTheUrl(ExtensionContext context) {
		Assumptions.assumeTrue(ContractServers.isAvailable(Kind.PHOENIX_AT_URL),
				"The contract did not run against a running Phoenix: none was named by -Dphoenix.url");
		new Admin(ContractServers.server(Kind.PHOENIX_AT_URL, context)).requireHealth();
	}

	@Test
	void theContractRunsAgainstAPhoenixInAContainer(ExtensionContext context) {
		Assumptions.assumeTrue(ContractServers.isAvailable(Kind.PHOENIX_IN_CONTAINER),
				"The contract did not run against a Phoenix in a container: there is no Docker engine");
		new Admin(ContractServers.server(Kind.PHOENIX_IN_CONTAINER, context)).requireHealth();
	}

	/**
	 * Lets a test see where the servers are kept.
	 */
	static final class ContextResolver implements ParameterResolver {

		@Override
		public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
			return parameter.getParameter().getType() == ExtensionContext.class;
		}

		@Override
		public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
			return context;
		}

	}

}
