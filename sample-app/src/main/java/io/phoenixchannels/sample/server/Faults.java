package io.phoenixchannels.sample.server;

import java.util.Map;

import io.phoenixchannels.test.EmbeddedPhoenixServer;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The buttons that break things, on the server's side: the client is not told.
 */
@RestController
@RequestMapping("/server")
@ResponseStatus(HttpStatus.NO_CONTENT)
@ConditionalOnEmbeddedPhoenix
public class Faults {

	private final EmbeddedPhoenixServer server;

	private volatile boolean refusingJoins;

	Faults(EmbeddedPhoenixServer server) {
		this.server = server;
	}

	/**
	 * Whether the server runs.
	 */
	public boolean isServerRunning() {
		return this.server.isRunning();
	}

	/**
	 * Whether joins are refused.
	 */
	public boolean isRefusingJoins() {
		return this.refusingJoins;
	}

	/**
	 * Resets the connection, as a pulled cable or a dying proxy does.
	 */
	@PostMapping("/cut")
	void cut() {
		this.server.kill();
	}

	/**
	 * Crashes a channel: the connection stays.
	 */
	@PostMapping("/crash/{room}")
	void crash(@PathVariable String room) {
		this.server.crashChannel("room:" + room);
	}

	/**
	 * Refuses joins, and crashes the channels so that they need one.
	 */
	@PutMapping("/refuse-joins")
	void refuseJoins() {
		this.server.refuseJoins("room:*", Map.of("reason", "the room is closed"));
		this.refusingJoins = true;
		this.server.channels().forEach((channel) -> channel.crash());
	}

	@DeleteMapping("/refuse-joins")
	void acceptJoins() {
		this.server.acceptJoins();
		this.refusingJoins = false;
	}

	/**
	 * Stops the server, as a deployment does.
	 */
	@PostMapping("/stop")
	void stop() {
		this.server.stop();
	}

	@PostMapping("/start")
	void start() {
		this.server.start();
	}

}
