package io.phoenixchannels.boot.autoconfigure.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the health of Phoenix clients.
 *
 * @param gracePeriod Time that a client may be without its connection, at start or after
 * a break, before its health is down; it is unknown until then.
 */
@ConfigurationProperties("management.health.phoenixchannels")
record PhoenixHealthProperties(@DefaultValue("0s") Duration gracePeriod) {
}
