package io.phoenixchannels.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Access tokens of Spring Security's OAuth2 client, from a token endpoint to the server.
 */
@ExtendWith(OutputCaptureExtension.class)
class PhoenixOAuth2AutoConfigurationTests {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> given = new CopyOnWriteArrayList<>();

	private final EmbeddedPhoenixServer server = EmbeddedPhoenixServer.builder().authToken(true).start();

	private volatile String error;

	private HttpServer tokens;

	@BeforeEach
	void startTokenEndpoint() throws IOException {
		this.tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.tokens.createContext("/token", this::answer);
		this.tokens.start();
	}

	@AfterEach
	void stopServers() {
		this.server.close();
		this.tokens.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		String token = "access-token-" + this.requests.size();
		String error = this.error;
		byte[] body = ((error != null)
				? "{\"error\":\"" + error + "\",\"error_description\":\"the client said client-s3cret\"}"
				: "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders((error != null) ? 400 : 200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private ApplicationContextRunner runner() {
		String registration = "spring.security.oauth2.client.registration.phoenix.";
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class,
					PhoenixOAuth2AutoConfiguration.class, OAuth2ClientAutoConfiguration.class))
			.withPropertyValues("phoenix.channels.url=" + this.server.url(),
					"phoenix.channels.oauth2.registration=phoenix", "phoenix.channels.keep-alive=false",
					"phoenix.channels.reconnect.delays=50ms", "phoenix.channels.reconnect.rules.401.min-delay=10ms",
					"phoenix.channels.reconnect.rules.403.min-delay=10ms", registration + "client-id=spring",
					registration + "client-secret=client-s3cret",
					registration + "authorization-grant-type=client_credentials",
					"spring.security.oauth2.client.provider.phoenix.token-uri=http://localhost:"
							+ this.tokens.getAddress().getPort() + "/token");
	}

	@Test
	void accessTokenIsSentAsAuthToken() {
		this.server.onConnect((connect) -> {
			this.given.add(connect.authToken());
			connect.accept();
		});
		runner().run((context) -> {
			this.server.awaitConnections(1);
			assertThat(this.given).containsExactly("access-token-1");
			assertThat(this.requests).containsExactly("grant_type=client_credentials");
			assertThat(this.server.handshakes().get(0).params().toString()).doesNotContain("access-token");
		});
	}

	@Test
	void accessTokenIsAskedForAtEveryAttemptAndKeptWhileItIsValid() {
		this.server.onConnect((connect) -> {
			this.given.add(connect.authToken());
			connect.accept();
		});
		runner().run((context) -> {
			this.server.awaitConnections(1);
			this.server.kill();
			await().until(() -> this.given.size() == 2);
			assertThat(this.given).containsExactly("access-token-1", "access-token-1");
			assertThat(this.requests).hasSize(1);
		});
	}

	@Test
	void refusedAccessTokenIsReplaced() {
		this.server.onConnect((connect) -> {
			this.given.add(connect.authToken());
			if (connect.authToken().equals("access-token-1")) {
				connect.refuse(401);
			}
			else {
				connect.accept();
			}
		});
		runner().run((context) -> {
			this.server.awaitConnections(1);
			assertThat(this.given).containsExactly("access-token-1", "access-token-2");
		});
	}

	@Test
	void accessTokenIsSentAsConnectParam() {
		runner()
			.withPropertyValues("phoenix.channels.oauth2.send-as=param", "phoenix.channels.oauth2.param=user_token",
					"phoenix.channels.params.a=b")
			.run((context) -> {
				this.server.awaitConnections(1);
				assertThat(this.server.handshakes().get(0).param("user_token")).isEqualTo("access-token-1");
				assertThat(this.server.handshakes().get(0).param("a")).isEqualTo("b");
				assertThat(this.server.handshakes().get(0).authToken()).isNull();
			});
	}

	@Test
	void accessTokenIsSentAsHeader() {
		runner().withPropertyValues("phoenix.channels.oauth2.send-as=header").run((context) -> {
			this.server.awaitConnections(1);
			assertThat(this.server.handshakes().get(0).header("authorization")).isEqualTo("Bearer access-token-1");
		});
	}

	@Test
	void clientOfAnotherServerGetsNoTokenUnlessItAsksForOne() {
		runner()
			.withPropertyValues("phoenix.channels.clients.alerts.url=" + this.server.url(),
					"phoenix.channels.oauth2.send-as=param", "phoenix.channels.params.which=default",
					"phoenix.channels.clients.jobs.oauth2.param=job_token")
			.run((context) -> {
				this.server.awaitConnections(3);
				assertThat(this.server.handshakes())
					.extracting((handshake) -> handshake.param("which"),
							(handshake) -> handshake.param("token") != null,
							(handshake) -> handshake.param("job_token") != null)
					.containsExactlyInAnyOrder(org.assertj.core.api.Assertions.tuple("default", true, false),
							org.assertj.core.api.Assertions.tuple(null, false, false),
							org.assertj.core.api.Assertions.tuple("default", false, true));
			});
	}

	@Test
	void refusalOfTheAuthorizationServerIsSaidWithoutWhatItQuotes(CapturedOutput output) {
		this.error = "unauthorized_client";
		runner().withPropertyValues("phoenix.channels.fail-fast=true", "phoenix.channels.connect-timeout=1s")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("the credentials could not be supplied: there is no access token of the client"
						+ " registration 'phoenix': the authorization server answered unauthorized_client"));
		assertThat(output).contains("the authorization server answered unauthorized_client").doesNotContain("s3cret");
	}

	@Test
	void authorizationServerThatIsNotThereIsSaid() {
		this.tokens.stop(0);
		runner().withPropertyValues("phoenix.channels.fail-fast=true", "phoenix.channels.connect-timeout=1s")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("the authorization server could not be reached"));
	}

	@Test
	void registrationThatNeedsAUserIsRefused() {
		String registration = "spring.security.oauth2.client.registration.phoenix.";
		runner()
			.withPropertyValues("phoenix.channels.fail-fast=true", "phoenix.channels.connect-timeout=1s",
					registration + "authorization-grant-type=authorization_code",
					registration + "redirect-uri=http://localhost/",
					"spring.security.oauth2.client.provider.phoenix.authorization-uri=http://localhost/authorize")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("its grant type is none that works without a user, such as client_credentials"));
	}

	@Test
	void unknownRegistrationStopsTheStart() {
		runner().withPropertyValues("phoenix.channels.oauth2.registration=missing")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidPhoenixPropertyException.class)
				.hasMessage(
						"phoenix.channels.oauth2.registration is wrong: there is no client registration 'missing'"));
	}

	@Test
	void registrationWithoutSpringSecurityStopsTheStart() {
		runner().withClassLoader(new FilteredClassLoader(OAuth2AuthorizedClientManager.class))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(InvalidPhoenixPropertyException.class)
				.satisfies((ex) -> assertThat(((InvalidPhoenixPropertyException) ex).action())
					.contains("spring-boot-starter-security-oauth2-client")
					.contains("spring.security.oauth2.client.registration.phoenix")));
	}

	@Test
	void applicationMayBringItsOwnManager() {
		OAuth2AuthorizedClientManager own = mock();
		runner().withBean("phoenixAuthorizedClientManager", OAuth2AuthorizedClientManager.class, () -> own)
			.withPropertyValues("phoenix.channels.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AuthorizedClientServiceOAuth2AuthorizedClientManager.class));
	}

	@Test
	void supplierOfTheApplicationIsAskedInstead() {
		runner()
			.withBean(PhoenixAuthTokenSupplier.class,
					() -> (context) -> java.util.concurrent.CompletableFuture.completedFuture("own-token"))
			.run((context) -> {
				this.server.awaitConnections(1);
				assertThat(this.server.handshakes().get(0).authToken()).isEqualTo("own-token");
				assertThat(this.requests).isEmpty();
			});
	}

	@Test
	void nothingIsThereWithoutRegistrationsOrWhenTurnedOff() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PhoenixAutoConfiguration.class,
					PhoenixOAuth2AutoConfiguration.class, OAuth2ClientAutoConfiguration.class))
			.withPropertyValues("phoenix.channels.url=ws://localhost:1/socket", "phoenix.channels.auto-startup=false")
			.run((context) -> assertThat(context).hasSingleBean(PhoenixClient.class)
				.doesNotHaveBean(OAuth2Tokens.class)
				.doesNotHaveBean(OAuth2AuthorizedClientManager.class));
		runner().withPropertyValues("phoenix.channels.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(OAuth2Tokens.class)
				.doesNotHaveBean(OAuth2AuthorizedClientManager.class));
	}

}
