package io.phoenixchannels.transport.spring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

import io.phoenixchannels.transport.HttpProxy;
import org.jspecify.annotations.Nullable;

/**
 * Leads what one thread connects to through a proxy. Tomcat asks nobody for it but the
 * JVM's {@link ProxySelector}, so that this one takes its place for as long as such a
 * thread connects. All other threads get the answer of the one that was there before.
 */
final class ConnectProxySelector extends ProxySelector {

	private static final ThreadLocal<HttpProxy> PROXY = new ThreadLocal<>();

	private static final ReentrantLock lock = new ReentrantLock();

	/** Guarded by lock. */
	private static @Nullable ConnectProxySelector installed;

	/** Guarded by lock. */
	private static int threads;

	private final @Nullable ProxySelector before;

	private ConnectProxySelector(@Nullable ProxySelector before) {
		this.before = before;
	}

	/**
	 * Connects in the calling thread.
	 * @param proxy through which; null to leave that to the JVM
	 */
	static <T> T connect(@Nullable HttpProxy proxy, Callable<T> connect) throws Exception {
		if (proxy == null) {
			return connect.call();
		}
		PROXY.set(proxy);
		install();
		try {
			return connect.call();
		}
		finally {
			uninstall();
			PROXY.remove();
		}
	}

	private static void install() {
		lock.lock();
		try {
			ProxySelector current = ProxySelector.getDefault();
			if (installed == null || current != installed) {
				installed = new ConnectProxySelector(current);
				ProxySelector.setDefault(installed);
			}
			threads++;
		}
		finally {
			lock.unlock();
		}
	}

	private static void uninstall() {
		lock.lock();
		try {
			threads--;
			if (threads == 0 && installed != null) {
				// Unless somebody else has set another one in the meantime
				if (ProxySelector.getDefault() == installed) {
					ProxySelector.setDefault(installed.before);
				}
				installed = null;
			}
		}
		finally {
			lock.unlock();
		}
	}

	@Override
	public List<Proxy> select(URI uri) {
		HttpProxy proxy = PROXY.get();
		if (proxy != null) {
			return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
		}
		return (this.before != null) ? this.before.select(uri) : List.of(Proxy.NO_PROXY);
	}

	@Override
	public void connectFailed(URI uri, SocketAddress address, IOException failure) {
		if (this.before != null && PROXY.get() == null) {
			this.before.connectFailed(uri, address, failure);
		}
	}

}
