package io.phoenixchannels.test.server;

import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket and its event loop, bound from construction to {@link #close}.
 */
public final class NettyServer {

	private static final int MAX_REQUEST = 64 * 1024 * 1024;

	private final EventLoopGroup group;

	private final Channel listener;

	/**
	 * Binds to the loopback address.
	 * @param port the port, 0 for a free one
	 * @param tls creates the engine of a connection; null for plain connections
	 * @param executor runs the application's part of a request; may be blocked
	 * @throws IllegalStateException if the port is taken
	 */
	public NettyServer(int port, @Nullable Supplier<SSLEngine> tls, Application application, Executor executor) {
		this.group = new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("phoenix-server-io", true),
				NioIoHandler.newFactory());
		ServerBootstrap bootstrap = new ServerBootstrap().group(this.group)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					if (tls != null) {
						channel.pipeline().addLast(new SslHandler(tls.get()));
					}
					channel.pipeline()
						.addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_REQUEST),
								new RequestHandler(application, executor));
				}

			});
		try {
			this.listener = bootstrap.bind(new InetSocketAddress("localhost", port)).syncUninterruptibly().channel();
		}
		catch (Exception ex) {
			shutDown();
			throw new IllegalStateException("Cannot listen on port " + port + " of localhost", ex);
		}
	}

	public int port() {
		return ((InetSocketAddress) this.listener.localAddress()).getPort();
	}

	/**
	 * Takes no new connection from here on.
	 */
	public void unbind() {
		this.listener.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
	}

	/**
	 * Ends every connection that is left, and the threads.
	 */
	public void close() {
		unbind();
		shutDown();
	}

	private void shutDown() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
	}

}
