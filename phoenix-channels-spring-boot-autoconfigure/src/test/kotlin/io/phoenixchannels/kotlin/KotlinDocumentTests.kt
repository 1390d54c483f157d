package io.phoenixchannels.kotlin

import io.phoenixchannels.annotation.PhoenixListener
import io.phoenixchannels.annotation.TopicVariable
import io.phoenixchannels.push.PhoenixPush
import io.phoenixchannels.push.PhoenixPushProxyFactory
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.springframework.messaging.handler.annotation.SendTo
import org.springframework.stereotype.Component
import tools.jackson.databind.node.NullNode

/**
 * The examples in Kotlin do what the pages say.
 */
class KotlinDocumentTests {

	private val app = KotlinContext()

	@AfterEach
	fun stop() = app.close()

	@Test
	fun listenersOfThePage() = app.run(Prices(Quotes())) {
		app.server.broadcast("room:lobby", "ask", mapOf("symbol" to "ACME"))
		assertThat(app.server.awaitPush("room:lobby", "quote").payload()).hasToString("""{"symbol":"ACME","price":42}""")
		app.server.broadcast("room:lobby", "topic", NullNode.getInstance())
		app.server.awaitPush("room:lobby", "answer")
		app.server.broadcast("room:lobby", "more", NullNode.getInstance())
		assertThat(app.server.awaitPushes(2, "room:lobby", "quote", Map::class.java)[1])
			.isEqualTo(mapOf("price" to 42, "symbol" to "DAX"))
	}

	@Test
	fun interfaceOfThePage() = app.run(Any()) { context ->
		val rooms = context.getBean(PhoenixPushProxyFactory::class.java).createClient(Rooms::class.java)
		assertThat(runBlocking { rooms.post("lobby", Message("hello")) }).isEqualTo(Message("hello"))
	}

	class Quotes {

		suspend fun find(symbol: String): Int {
			delay(1)
			return 42
		}

	}

	data class Message(val body: String)

	// tag::listeners[]
	data class Ask(val symbol: String = "DAX")

	data class Quote(val symbol: String, val price: Int)

	@Component
	class Prices(private val quotes: Quotes) {

		@PhoenixListener(topic = ["room:lobby"], event = ["ask"])
		@SendTo("quote")
		suspend fun ask(ask: Ask) = Quote(ask.symbol, quotes.find(ask.symbol))

		@PhoenixListener(topic = ["room:lobby"], event = ["more"])
		@SendTo("quote")
		suspend fun more(ask: Ask = Ask()) = ask(ask)

		@PhoenixListener(topic = ["room:{room}"], event = ["topic"])
		@SendTo("answer")
		fun topic(topic: String?, @TopicVariable room: String) = mapOf("room" to room, "topic" to topic)

	}
	// end::listeners[]

	// tag::push[]
	@PhoenixPush(topic = "room:{room}")
	interface Rooms {

		@PhoenixPush(event = "echo")
		suspend fun post(@TopicVariable room: String, message: Message): Message

	}
	// end::push[]

}
