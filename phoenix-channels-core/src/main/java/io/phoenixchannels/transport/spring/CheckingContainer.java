package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;

/**
 * The container, with the {@link AcceptCheck} that it may lack.
 */
final class CheckingContainer implements WebSocketContainer {

	private final WebSocketContainer container;

	CheckingContainer(WebSocketContainer container) {
		this.container = container;
	}

	@Override
	public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
			throws DeploymentException, IOException {
		return this.container.connectToServer(endpoint, AcceptCheck.addTo(config), uri);
	}

	@Override
	public Session connectToServer(Class<? extends Endpoint> endpoint, ClientEndpointConfig config, URI uri)
			throws DeploymentException, IOException {
		return this.container.connectToServer(endpoint, AcceptCheck.addTo(config), uri);
	}

	@Override
	public Session connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException {
		return this.container.connectToServer(endpoint, uri);
	}

	@Override
	public Session connectToServer(Class<?> endpoint, URI uri) throws DeploymentException, IOException {
		return this.container.connectToServer(endpoint, uri);
	}

	@Override
	public long getDefaultAsyncSendTimeout() {
		return this.container.getDefaultAsyncSendTimeout();
	}

	@Override
	public void setAsyncSendTimeout(long timeout) {
		this.container.setAsyncSendTimeout(timeout);
	}

	@Override
	public long getDefaultMaxSessionIdleTimeout() {
		return this.container.getDefaultMaxSessionIdleTimeout();
	}

	@Override
	public void setDefaultMaxSessionIdleTimeout(long timeout) {
		this.container.setDefaultMaxSessionIdleTimeout(timeout);
	}

	@Override
	public int getDefaultMaxBinaryMessageBufferSize() {
		return this.container.getDefaultMaxBinaryMessageBufferSize();
	}

	@Override
	public void setDefaultMaxBinaryMessageBufferSize(int max) {
		this.container.setDefaultMaxBinaryMessageBufferSize(max);
	}

	@Override
	public int getDefaultMaxTextMessageBufferSize() {
		return this.container.getDefaultMaxTextMessageBufferSize();
	}

	@Override
	public void setDefaultMaxTextMessageBufferSize(int max) {
		this.container.setDefaultMaxTextMessageBufferSize(max);
	}

	@Override
	public Set<Extension> getInstalledExtensions() {
		return this.container.getInstalledExtensions();
	}

}
