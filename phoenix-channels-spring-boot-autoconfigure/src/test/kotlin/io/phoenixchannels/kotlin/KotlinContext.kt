package io.phoenixchannels.kotlin

import io.phoenixchannels.boot.autoconfigure.PhoenixAutoConfiguration
import io.phoenixchannels.boot.autoconfigure.PhoenixListenerAutoConfiguration
import io.phoenixchannels.boot.autoconfigure.PhoenixPushAutoConfiguration
import io.phoenixchannels.boot.autoconfigure.PhoenixTemplateAutoConfiguration
import io.phoenixchannels.client.PhoenixMessage
import io.phoenixchannels.listener.PhoenixListenerErrorHandler
import io.phoenixchannels.listener.PhoenixListenerException
import io.phoenixchannels.test.EmbeddedPhoenixServer
import org.assertj.core.api.Assertions.assertThat
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration
import org.springframework.boot.test.context.assertj.AssertableApplicationContext
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import java.util.concurrent.BlockingQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.function.Supplier

/**
 * An application in Kotlin, and its server.
 */
class KotlinContext : AutoCloseable {

	val server: EmbeddedPhoenixServer = EmbeddedPhoenixServer.builder().channel("room:*") { channel ->
		channel.on("echo") { it.ok(it.body()) }
			.on("fail") { it.error(mapOf("reason" to "no luck")) }
			.on("answer") { it.noreply() }
			.on("quote") { it.noreply() }
	}.start()

	val failures: BlockingQueue<Throwable> = LinkedBlockingQueue()

	private val runner = ApplicationContextRunner().withConfiguration(
		AutoConfigurations.of(
			JacksonAutoConfiguration::class.java, PhoenixAutoConfiguration::class.java,
			PhoenixListenerAutoConfiguration::class.java, PhoenixTemplateAutoConfiguration::class.java,
			PhoenixPushAutoConfiguration::class.java
		)
	).withPropertyValues("phoenix.channels.url=${server.url()}", "phoenix.channels.topics=room:lobby,room:other")

	fun <T : Any> run(listener: T, vararg beans: Class<*>, test: T.(AssertableApplicationContext) -> Unit) {
		runner.withBean("listener", listener.javaClass, Supplier { listener })
			.withBean(ErrorHandler::class.java, Supplier { ErrorHandler(failures) })
			.withUserConfiguration(*beans)
			.run { context ->
				assertThat(context).hasNotFailed()
				server.awaitJoined("room:lobby")
				server.awaitJoined("room:other")
				listener.test(context)
			}
	}

	fun failure(type: Class<*>): Throwable? {
		var startup: Throwable? = null
		runner.withUserConfiguration(type).run { startup = it.startupFailure }
		return startup
	}

	override fun close() = server.close()

	class ErrorHandler(private val failures: BlockingQueue<Throwable>) : PhoenixListenerErrorHandler {

		override fun handle(message: PhoenixMessage, failure: PhoenixListenerException) {
			failures.add(failure.cause ?: failure)
		}

	}

}

fun <T : Any> BlockingQueue<T>.next(): T = poll(10, TimeUnit.SECONDS) ?: throw AssertionError("nothing came")
