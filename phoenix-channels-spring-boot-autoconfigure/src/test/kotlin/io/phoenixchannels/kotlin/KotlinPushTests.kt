package io.phoenixchannels.kotlin

import io.phoenixchannels.annotation.TopicVariable
import io.phoenixchannels.client.PhoenixReply
import io.phoenixchannels.client.PushRejectedException
import io.phoenixchannels.push.InvalidPushMethodException
import io.phoenixchannels.push.PhoenixPush
import io.phoenixchannels.push.PhoenixPushProxyFactory
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/**
 * Interfaces of Kotlin whose functions push.
 */
class KotlinPushTests {

	private val app = KotlinContext()

	@AfterEach
	fun stop() = app.close()

	@Test
	fun suspendFunctionSuspendsUntilTheReplyComes() = app.run(Any()) { context ->
		val rooms = context.getBean(PhoenixPushProxyFactory::class.java).createClient(Rooms::class.java)
		runBlocking {
			assertThat(rooms.echo("lobby", Shout("hello"))).isEqualTo(Shout("hello"))
			assertThat(rooms.echoAll("lobby", listOf(Shout("a"), Shout("b")))).containsExactly(Shout("a"), Shout("b"))
			assertThat(rooms.fail("lobby").reason()).isEqualTo("no luck")
			rooms.answer("lobby")
			assertThat(rooms.twice("lobby", "hi")).isEqualTo(Shout("hihi"))
		}
		assertThat(app.server.awaitPush("room:lobby", "answer").payload()).isEmpty()
		assertThatExceptionOfType(PushRejectedException::class.java)
			.isThrownBy { runBlocking { rooms.failRead("lobby") } }
			.satisfies({ assertThat(it.reply().reason()).isEqualTo("no luck") })
	}

	@Test
	fun flowIsRefused() = app.run(Any()) { context ->
		assertThatExceptionOfType(InvalidPushMethodException::class.java)
			.isThrownBy { context.getBean(PhoenixPushProxyFactory::class.java).createClient(Flows::class.java) }
			.withMessageContaining("it returns a Flow, but a push has one reply at most")
	}

	data class Shout(val body: String)

	@PhoenixPush(topic = "room:{room}")
	interface Rooms {

		@PhoenixPush(event = "echo")
		suspend fun echo(@TopicVariable room: String, shout: Shout): Shout

		@PhoenixPush(event = "echo")
		suspend fun echoAll(@TopicVariable room: String, shouts: List<Shout>): List<Shout>

		@PhoenixPush(event = "fail")
		suspend fun fail(@TopicVariable room: String): PhoenixReply

		@PhoenixPush(event = "fail")
		suspend fun failRead(@TopicVariable room: String): Shout

		@PhoenixPush(event = "answer")
		suspend fun answer(@TopicVariable room: String)

		suspend fun twice(room: String, text: String): Shout = echo(room, Shout(text + text))

	}

	interface Flows {

		@PhoenixPush(topic = "room:lobby", event = "echo")
		fun flow(): Flow<Shout>

	}

}
