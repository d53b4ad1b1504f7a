package io.trunkline.agent.tool.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import io.netty.channel.ChannelOption;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The connections of all HTTP tools. Redirects are not followed, nothing is retried. */
final class HttpToolClient implements AutoCloseable {

	private static final int CONNECTIONS = 50;

	private static final Duration ACQUIRE = Duration.ofSeconds(2);

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final int CONNECT_MILLIS = 3000;

	/** Each host has as many of its own. */
	private final ConnectionProvider connections = ConnectionProvider.builder("tools")
		.maxConnections(CONNECTIONS)
		.pendingAcquireMaxCount(CONNECTIONS)
		.pendingAcquireTimeout(ACQUIRE)
		.maxIdleTime(IDLE)
		.evictInBackground(IDLE)
		.lifo()
		.build();

	private final WebClient web = WebClient.builder()
		.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.connections)
			.disableRetry(true)
			.followRedirect(false)
			.resolvedAddressesSelector((_, addresses) -> reachable(addresses))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)))
		.build();

	WebClient web() {
		return this.web;
	}

	/** A name must not lead to what only this machine and its cloud know. */
	static List<? extends SocketAddress> reachable(List<? extends SocketAddress> addresses) {
		return addresses.stream()
			.filter((address) -> address instanceof InetSocketAddress socket && !isUnfit(socket.getAddress()))
			.toList();
	}

	/** Whether requests may go to an address that was written out. */
	static boolean isFit(byte[] address) {
		try {
			return !isUnfit(InetAddress.getByAddress(address));
		}
		catch (UnknownHostException _) {
			return false;
		}
	}

	private static boolean isUnfit(InetAddress address) {
		return address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress();
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

}
