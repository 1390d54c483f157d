package io.phoenixchannels.contract;

import java.util.Arrays;
import java.util.stream.Stream;

import io.phoenixchannels.test.Flavour;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The servers that can be had here, each started once for all tests and closed after the
 * last one.
 */
final class ContractServers implements ArgumentsProvider {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(ContractServers.class);

	@Override
	public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
		return Arrays.stream(ContractServer.Kind.values())
			.filter(ContractServers::isAvailable)
			.map((kind) -> Arguments.of(Named.of(kind.toString(), server(kind, context))));
	}

	static ContractServer server(ContractServer.Kind kind, ExtensionContext context) {
		return context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(kind, ContractServers::start, ContractServer.class);
	}

	static boolean isAvailable(ContractServer.Kind kind) {
		return switch (kind) {
			case EMBEDDED_BANDIT, EMBEDDED_COWBOY -> true;
			case PHOENIX_AT_URL -> RunningPhoenix.isNamed();
			case PHOENIX_IN_CONTAINER -> ContainerPhoenix.isAvailable();
		};
	}

	private static ContractServer start(ContractServer.Kind kind) {
		return switch (kind) {
			case EMBEDDED_BANDIT -> new EmbeddedContractServer(Flavour.BANDIT);
			case EMBEDDED_COWBOY -> new EmbeddedContractServer(Flavour.COWBOY);
			case PHOENIX_AT_URL -> RunningPhoenix.named();
			case PHOENIX_IN_CONTAINER -> new ContainerPhoenix();
		};
	}

}
