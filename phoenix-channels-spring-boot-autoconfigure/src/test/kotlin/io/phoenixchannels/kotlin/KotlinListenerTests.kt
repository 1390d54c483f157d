package io.phoenixchannels.kotlin

import io.phoenixchannels.annotation.PhoenixChannelListener
import io.phoenixchannels.annotation.PhoenixHandler
import io.phoenixchannels.annotation.PhoenixListener
import io.phoenixchannels.annotation.TopicVariable
import io.phoenixchannels.client.PayloadConversionException
import io.phoenixchannels.client.PhoenixMessage
import io.phoenixchannels.event.PhoenixGapEvent
import io.phoenixchannels.listener.InvalidListenerException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.Arguments
import org.junit.jupiter.params.provider.Arguments.arguments
import org.junit.jupiter.params.provider.MethodSource
import org.springframework.messaging.handler.annotation.SendTo
import reactor.core.publisher.Mono
import tools.jackson.databind.node.NullNode
import java.io.IOException
import java.util.concurrent.BlockingQueue
import java.util.concurrent.LinkedBlockingQueue

/**
 * Listeners that are written in Kotlin, from the wire on.
 */
class KotlinListenerTests {

	private val app = KotlinContext()

	@AfterEach
	fun stop() = app.close()

	private fun tell(event: String, payload: Any?) = app.server.broadcast("room:lobby", event, payload)

	private val nothing: Any = NullNode.getInstance()

	@Test
	fun dataClassIsBoundWithItsDefaultsAndNames() = app.run(Plain()) {
		tell("tick", mapOf("price" to 7))
		assertThat(heard.next()).isEqualTo("Tick(price=7, currency=EUR) lobby")
	}

	@Test
	fun nullableParameterTakesNull() = app.run(Plain()) {
		tell("maybe", nothing)
		assertThat(heard.next()).isEqualTo("null")
		tell("maybe", Tick(1))
		assertThat(heard.next()).isEqualTo("Tick(price=1, currency=EUR)")
	}

	@Test
	fun parameterThatIsNotNullableRefusesNull() = app.run(Plain()) {
		tell("tick", nothing)
		assertThat(app.failures.next()).isInstanceOf(PayloadConversionException::class.java)
			.hasMessage("The JSON null cannot be bound to ${Tick::class.java.name}")
		assertThat(heard).isEmpty()
	}

	@Test
	fun defaultValueStandsInForNull() = app.run(Plain()) {
		tell("default", nothing)
		assertThat(heard.next()).isEqualTo("Tick(price=0, currency=EUR) lobby")
		tell("default", Tick(2))
		assertThat(heard.next()).isEqualTo("Tick(price=2, currency=EUR) lobby")
	}

	@Test
	fun failureIsThatOfTheFunction() = app.run(Plain()) {
		tell("fail", Tick(3))
		assertThat(app.failures.next()).isInstanceOf(IOException::class.java).hasMessage("price 3")
		tell("fail", nothing)
		assertThat(app.failures.next()).isInstanceOf(IOException::class.java).hasMessage("price 0")
	}

	@Test
	fun suspendFunctionIsAwaitedInTheOrderOfItsTopicAndOthersGoOn() = app.run(Suspending()) {
		tell("wait", Tick(1))
		tell("wait", Tick(2))
		assertThat(heard.next()).isEqualTo("begins 1 in lobby")
		app.server.broadcast("room:other", "wait", Tick(3))
		assertThat(heard.next()).isEqualTo("begins 3 in other")
		assertThat(heard).isEmpty()
		go.complete(Unit)
		assertThat(List(4) { heard.next() }.filter { it.endsWith("lobby") })
			.containsExactly("ends 1 in lobby", "begins 2 in lobby", "ends 2 in lobby")
	}

	@Test
	fun valueOfASuspendFunctionIsPushed() = app.run(Suspending()) {
		tell("ask", Tick(4))
		assertThat(app.server.awaitPush("room:lobby", "answer").payload())
			.hasToString("""{"price":5,"currency":"USD"}""")
	}

	@Test
	fun failureOfASuspendFunctionIsThatOfTheFunction() = app.run(Suspending()) {
		tell("failAtOnce", Tick(5))
		assertThat(app.failures.next()).isInstanceOf(IOException::class.java).hasMessage("at once 5")
		tell("failLater", Tick(6))
		assertThat(app.failures.next()).isInstanceOf(IOException::class.java).hasMessage("later 6")
		tell("failAtOnce", nothing)
		assertThat(app.failures.next()).isInstanceOf(PayloadConversionException::class.java)
	}

	@Test
	fun defaultValueOfASuspendFunctionStandsInForNull() = app.run(Suspending()) {
		tell("default", nothing)
		assertThat(heard.next()).isEqualTo("Tick(price=0, currency=EUR)")
		tell("default", Tick(2))
		assertThat(heard.next()).isEqualTo("Tick(price=2, currency=EUR)")
	}

	@Test
	fun handlersOfAClassMaySuspend() = app.run(OnClass()) {
		tell("one", Tick(1))
		assertThat(heard.next()).isEqualTo("one 1")
		tell("two", Tick(2))
		assertThat(heard.next()).isEqualTo("other two")
	}

	@ParameterizedTest
	@MethodSource("invalidListeners")
	fun functionThatCannotWorkStopsTheStart(listener: Class<*>, problem: String) {
		assertThat(app.failure(listener)).isInstanceOf(InvalidListenerException::class.java)
			.hasMessageStartingWith("Listener ${listener.name}.on: ")
			.hasMessageContaining(problem)
	}

	data class Tick(val price: Int = 0, val currency: String = "EUR")

	class Plain {

		val heard: BlockingQueue<String> = LinkedBlockingQueue()

		@PhoenixListener(topic = ["room:{room}"], event = ["tick"])
		fun tick(@TopicVariable room: String, tick: Tick) {
			heard.add("$tick $room")
		}

		@PhoenixListener(topic = ["room:lobby"], event = ["maybe"])
		fun maybe(tick: Tick?) {
			heard.add(tick.toString())
		}

		@PhoenixListener(topic = ["room:{room}"], event = ["default"])
		private fun default(tick: Tick = Tick(), @TopicVariable room: String) {
			heard.add("$tick $room")
		}

		@PhoenixListener(topic = ["room:lobby"], event = ["fail"])
		fun fail(tick: Tick = Tick()): Unit = throw IOException("price ${tick.price}")

	}

	class Suspending {

		val heard: BlockingQueue<String> = LinkedBlockingQueue()

		val go = CompletableDeferred<Unit>()

		@PhoenixListener(topic = ["room:{room}"], event = ["wait"])
		suspend fun wait(tick: Tick, @TopicVariable room: String) {
			heard.add("begins ${tick.price} in $room")
			go.await()
			delay(1)
			heard.add("ends ${tick.price} in $room")
		}

		@PhoenixListener(topic = ["room:lobby"], event = ["ask"])
		@SendTo("answer")
		internal suspend fun ask(tick: Tick): Tick {
			delay(1)
			return Tick(tick.price + 1, "USD")
		}

		@PhoenixListener(topic = ["room:lobby"], event = ["failAtOnce"])
		suspend fun failAtOnce(tick: Tick): Unit = throw IOException("at once ${tick.price}")

		@PhoenixListener(topic = ["room:lobby"], event = ["failLater"])
		suspend fun failLater(tick: Tick) {
			delay(1)
			throw IOException("later ${tick.price}")
		}

		@PhoenixListener(topic = ["room:lobby"], event = ["default"])
		private suspend fun default(tick: Tick = Tick()) {
			delay(1)
			heard.add(tick.toString())
		}

	}

	@PhoenixListener(topic = ["room:lobby"])
	class OnClass {

		val heard: BlockingQueue<String> = LinkedBlockingQueue()

		@PhoenixHandler(event = ["one"])
		suspend fun one(tick: Tick) {
			delay(1)
			heard.add("one ${tick.price}")
		}

		@PhoenixHandler(isDefault = true)
		fun other(message: PhoenixMessage) {
			heard.add("other ${message.event()}")
		}

	}

	class ValueOfNobody {

		@PhoenixListener(topic = ["room:lobby"])
		suspend fun on(): String = "lost"

	}

	class SendToOfNothing {

		@PhoenixListener(topic = ["room:lobby"])
		@SendTo("answer")
		suspend fun on() {
		}

	}

	class SuspendedFlow {

		@PhoenixListener(topic = ["room:lobby"])
		suspend fun on(): Flow<String> = emptyFlow()

	}

	class SuspendedMono {

		@PhoenixListener(topic = ["room:lobby"])
		suspend fun on(): Mono<String> = Mono.empty()

	}

	class TwoPayloads {

		@PhoenixListener(topic = ["room:lobby"])
		suspend fun on(one: String, two: String) {
		}

	}

	class SuspendedChannelListener {

		@PhoenixChannelListener("room:lobby")
		suspend fun on(gap: PhoenixGapEvent) {
		}

	}

	companion object {

		@JvmStatic
		fun invalidListeners(): List<Arguments> = listOf(
			arguments(ValueOfNobody::class.java, "it returns a java.lang.String, which nobody would get"),
			arguments(SendToOfNothing::class.java, "it has @SendTo, but returns nothing that could be pushed"),
			arguments(SuspendedFlow::class.java, "it returns a Flow, which may have several values"),
			arguments(
				SuspendedMono::class.java,
				"it is a suspend function, but returns a reactor.core.publisher.Mono<java.lang.String>. Await that"
			),
			arguments(
				TwoPayloads::class.java,
				"the parameter 'one' (String) and the parameter 'two' (String) would both get the payload"
			),
			arguments(SuspendedChannelListener::class.java, "it is a suspend function, which nobody would wait for"),
		)

	}

}
