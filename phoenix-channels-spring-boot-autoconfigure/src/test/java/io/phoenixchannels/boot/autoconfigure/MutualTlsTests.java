package io.phoenixchannels.boot.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that wants a certificate of the client, and a client with an SSL bundle.
 */
@ExtendWith(OutputCaptureExtension.class)
class MutualTlsTests {

	@TempDir
	private static Path directory;

	private static TestCertificate server;

	private static TestCertificate elsewhere;

	private static TestCertificate client;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class, PhoenixListenerAutoConfiguration.class,
				SslAutoConfiguration.class))
		.withPropertyValues("phoenix.channels.ssl.bundle=phoenix", "phoenix.channels.keep-alive=false",
				"phoenix.channels.topics=room:lobby", "phoenix.channels.reconnect.delays=100ms");

	@BeforeAll
	static void makeCertificates() throws Exception {
		server = TestCertificate.create(directory, "server", "dns:localhost");
		elsewhere = TestCertificate.create(directory, "elsewhere", "dns:elsewhere.example");
		client = TestCertificate.create(directory, "client", "dns:client.example");
	}

	private static EmbeddedPhoenixServer start(TestCertificate certificate) throws Exception {
		return EmbeddedPhoenixServer.builder()
			.ssl(certificate.serverTrusting(client))
			.requireClientCertificate(true)
			.channel("room:*", (channel) -> {
			})
			.start();
	}

	@Test
	void rightBundleJoins() throws Exception {
		try (EmbeddedPhoenixServer phoenix = start(server)) {
			assertThat(phoenix.url()).startsWith("wss://localhost:");
			this.runner.withPropertyValues("phoenix.channels.url=" + phoenix.url(), "phoenix.channels.fail-fast=true")
				.withPropertyValues(client.asKeysOf("phoenix"))
				.withPropertyValues(server.asTrustOf("phoenix"))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					phoenix.awaitJoined("room:lobby");
				});
		}
	}

	private void assertRefused(EmbeddedPhoenixServer phoenix, List<String[]> bundle, String problem,
			CapturedOutput output) {
		ApplicationContextRunner refused = this.runner.withPropertyValues("phoenix.channels.url=" + phoenix.url());
		for (String[] properties : bundle) {
			refused = refused.withPropertyValues(properties);
		}
		// Long enough for the second attempt, where the first was without its reason
		refused.withPropertyValues("phoenix.channels.fail-fast=true", "phoenix.channels.connect-timeout=1s")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(PhoenixConnectFailedException.class)
				.message()
				.contains(phoenix.url() + "/websocket")
				.containsPattern(problem));
		assertThat(output.toString()).containsPattern("cannot connect to " + phoenix.url() + "/websocket.*" + problem)
			.doesNotContain("\tat ");
		assertThat(phoenix.connectionsOpened()).isZero();
	}

	@Test
	void serverThatIsNotTrustedIsNotTalkedTo(CapturedOutput output) throws Exception {
		try (EmbeddedPhoenixServer phoenix = start(server)) {
			assertRefused(phoenix, List.of(client.asKeysOf("phoenix"), elsewhere.asTrustOf("phoenix")),
					"has a certificate that is not trusted: give the client's SSL bundle or context its issuer's"
							+ " certificate to trust \\(TLS: ",
					output);
		}
	}

	@Test
	void certificateOfAnotherHostIsNotAccepted(CapturedOutput output) throws Exception {
		try (EmbeddedPhoenixServer phoenix = start(elsewhere)) {
			assertRefused(phoenix, List.of(client.asKeysOf("phoenix"), elsewhere.asTrustOf("phoenix")),
					"has a certificate for another host name: use a name of the certificate in the URL \\(TLS: No"
							+ " subject alternative DNS name matching localhost found",
					output);
		}
	}

	@Test
	void missingClientCertificateIsSaid(CapturedOutput output) throws Exception {
		try (EmbeddedPhoenixServer phoenix = start(server)) {
			assertRefused(phoenix, List.<String[]>of(server.asTrustOf("phoenix")),
					"wants a certificate of the client: give the client's SSL bundle or context a key"
							+ "|refuses the client's certificate, or misses one"
							+ "|wants another certificate of the client, or wants one at all",
					output);
		}
	}

	@Test
	void wrongClientCertificateIsSaid(CapturedOutput output) throws Exception {
		try (EmbeddedPhoenixServer phoenix = start(server)) {
			assertRefused(phoenix, List.of(elsewhere.asKeysOf("phoenix"), server.asTrustOf("phoenix")),
					"refuses the client's certificate, or misses one: check the keys"
							+ "|wants a certificate of the client: give the client's SSL bundle or context a key"
							+ "|wants another certificate of the client, or wants one at all",
					output);
		}
	}

	@Test
	void serverWithoutTlsIsSaid(CapturedOutput output) {
		try (EmbeddedPhoenixServer phoenix = EmbeddedPhoenixServer.builder().start()) {
			this.runner
				.withPropertyValues("phoenix.channels.url=" + phoenix.url().replace("ws:", "wss:"),
						"phoenix.channels.fail-fast=true", "phoenix.channels.connect-timeout=1s")
				.withPropertyValues(server.asTrustOf("phoenix"))
				.run((context) -> assertThat(context).hasFailed()
					.getFailure()
					.rootCause()
					.hasMessageContaining("does not speak TLS on that port: use ws instead of wss"));
			assertThat(output).contains("does not speak TLS on that port: use ws instead of wss");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "missing", "phoenix" })
	void bundleThatCannotBeUsedStopsTheStart(String bundle) {
		this.runner
			.withPropertyValues("phoenix.channels.url=wss://localhost:1/socket",
					"phoenix.channels.ssl.bundle=" + bundle, "phoenix.channels.auto-startup=false",
					"spring.ssl.bundle.jks.phoenix.keystore.location=nowhere.p12")
			.run((context) -> assertThat(context).hasFailed());
	}

}
