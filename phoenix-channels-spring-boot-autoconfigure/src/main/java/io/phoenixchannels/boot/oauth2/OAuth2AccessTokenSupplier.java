package io.phoenixchannels.boot.oauth2;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.phoenixchannels.client.ConnectSupplier;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/**
 * Gives the access token of one client registration. Spring Security keeps it until it is
 * about to expire; one that the server refused with 401 or 403 is forgotten, so that a
 * new one is asked for. The principal has the name of the registration.
 * <p>
 * Waits for the token endpoint on the thread that asks, which is one of the callback
 * executor.
 */
public class OAuth2AccessTokenSupplier implements ConnectSupplier<String> {

	/** Spring Security's word for everything that is no answer of RFC 6749. */
	private static final String UNUSABLE_ANSWER = "invalid_token_response";

	private final OAuth2AuthorizedClientManager manager;

	private final OAuth2AuthorizedClientService clients;

	private final String registration;

	/**
	 * Prepares for a registration.
	 * @param manager asks for tokens; has to work without a request of a browser, as
	 * {@code AuthorizedClientServiceOAuth2AuthorizedClientManager} does
	 * @param clients where the manager keeps them
	 * @param registration the id of the registration
	 */
	public OAuth2AccessTokenSupplier(OAuth2AuthorizedClientManager manager, OAuth2AuthorizedClientService clients,
			String registration) {
		this.manager = manager;
		this.clients = clients;
		this.registration = registration;
	}

	@Override
	public CompletionStage<String> get(ConnectContext context) {
		if (context.wasRefused()) {
			this.clients.removeAuthorizedClient(this.registration, this.registration);
		}
		OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(this.registration)
			.principal(this.registration)
			.build();
		try {
			OAuth2AuthorizedClient client = this.manager.authorize(request);
			if (client == null) {
				throw failed("its grant type is none that works without a user, such as client_credentials");
			}
			return CompletableFuture.completedFuture(client.getAccessToken().getTokenValue());
		}
		catch (OAuth2AuthorizationException ex) {
			throw failed(describe(ex));
		}
	}

	/**
	 * The description of an error is the authorization server's, and may quote anything.
	 */
	private static String describe(OAuth2AuthorizationException failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof IOException) {
			return "the authorization server could not be reached";
		}
		String code = failure.getError().getErrorCode();
		return code.equals(UNUSABLE_ANSWER) ? "the authorization server gave no answer that could be used"
				: "the authorization server answered " + code;
	}

	private OAuth2AccessTokenException failed(String problem) {
		return new OAuth2AccessTokenException(this.registration, problem);
	}

}
