// The official JavaScript client against a server, check by check. See README.md.
//
// Usage: node judge.mjs ws://localhost:4000/socket 2.0.0
//
// Prints "phoenix.js <version>", then "ok <check>" or "not ok <check>: <why>" for each check, and "done" at the end.
// "please restart" asks whoever reads this to stop the server abruptly and to start it again.
import { readFileSync } from "node:fs"
import { isDeepStrictEqual } from "node:util"
import { Presence, Socket } from "phoenix"
import WebSocket from "ws"

const [url, vsn] = process.argv.slice(2)
const PATIENCE = 20_000
const { version } = JSON.parse(readFileSync(new URL("node_modules/phoenix/package.json", import.meta.url), "utf8"))
console.log(`phoenix.js ${version}`)

// Protocol version 1.0.0 is what the client spoke before it had a serializer for arrays.
const versionOne = {
  encode(message, callback) {
    const { join_ref, ref, topic, event, payload } = message
    callback(JSON.stringify({ topic, event, payload, ref, join_ref }))
  },
  decode(raw, callback) {
    const message = JSON.parse(raw)
    // The only mark of a channel's end is its ref, which is the ref of the join.
    const ends = message.event === "phx_close" || message.event === "phx_error"
    callback({ ...message, join_ref: ends ? message.ref : null })
  }
}

class Failure extends Error {}

function expect(actual, expected, what) {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Failure(`${what}: expected ${JSON.stringify(expected)} but got ${JSON.stringify(actual)}`)
  }
}

function within(promise, what) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Failure(`${what} took more than ${PATIENCE} ms`)), PATIENCE)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

// Values in the order they came, to be waited for one by one.
class Mailbox {
  #values = []
  #waiting = []

  put = (value) => {
    const waiting = this.#waiting.shift()
    waiting ? waiting(value) : this.#values.push(value)
  }

  next(what) {
    return within(new Promise((resolve) => {
      this.#values.length > 0 ? resolve(this.#values.shift()) : this.#waiting.push(resolve)
    }), what)
  }

  get size() {
    return this.#values.length
  }
}

const sockets = []

function open(options = {}) {
  const socket = new Socket(options.url ?? url, {
    transport: WebSocket,
    vsn,
    timeout: PATIENCE,
    heartbeatIntervalMs: 30_000,
    reconnectAfterMs: () => 50,
    rejoinAfterMs: () => 50,
    ...(vsn === "1.0.0" ? versionOne : {}),
    ...options
  })
  socket.onError(() => {})
  sockets.push(socket)
  socket.connect()
  return socket
}

function outcome(push, what) {
  return within(new Promise((resolve) => {
    for (const status of ["ok", "error", "timeout"]) {
      push.receive(status, (response) => resolve({ status, response }))
    }
  }), what)
}

async function joined(socket, topic, params = {}) {
  const channel = socket.channel(topic, params)
  const joins = new Mailbox()
  channel.joins = joins
  channel.joinPush.receive("ok", joins.put)
  channel.join()
  await joins.next(`join of ${topic}`)
  return channel
}

async function assertAnswers(channel) {
  const { status, response } = await outcome(channel.push("echo", { works: true }), "echo")
  expect({ status, response }, { status: "ok", response: { works: true } }, "echo")
}

function admin(path, init = {}) {
  const base = url.replace(/^ws/, "http").replace(/\/socket$/, "")
  return fetch(`${base}/admin/${path}`, { method: "POST", ...init }).then((response) => {
    expect(response.status, 200, path)
  })
}

const bytes = (buffer) => Array.from(new Uint8Array(buffer))

let serial = 0
const unique = (name) => `${name}-${vsn}-${++serial}`

const checks = {
  async "join brings the reply"() {
    const topic = unique("room:join")
    const channel = open().channel(topic, { since: 42 })
    expect(await outcome(channel.join(), "join"),
      { status: "ok", response: { room: topic, params: { since: 42 } } }, "join")
    expect(channel.state, "joined", "state")
  },

  async "join of an unknown topic is rejected"() {
    const channel = open().channel(unique("nowhere:x"))
    expect(await outcome(channel.join(), "join"),
      { status: "error", response: { reason: "unmatched topic" } }, "join")
    channel.leave()
  },

  async "join may be denied"() {
    const channel = open().channel(unique("room:deny"), { deny: true })
    expect(await outcome(channel.join(), "join"), { status: "error", response: { reason: "unauthorized" } }, "join")
    channel.leave()
  },

  async "connect params and auth token arrive"() {
    const authToken = vsn === "2.0.0" ? "s3cret" : undefined
    const socket = open({ params: { user_id: "u1", q: "a b&c" }, authToken })
    const channel = await joined(socket, unique("room:params"))
    const { response } = await outcome(channel.push("whoami", {}), "whoami")
    expect(response.assigns.params.q, "a b&c", "param")
    expect(response.assigns.params.vsn, vsn, "vsn")
    expect(response.assigns.auth_token, authToken ?? null, "auth token")
    expect(response.id, "user:u1", "id")
  },

  async "pushes are answered"() {
    const channel = await joined(open(), unique("room:push"))
    await assertAnswers(channel)
    expect(await outcome(channel.push("fail", { reason: "no luck" }), "fail"),
      { status: "error", response: { reason: "no luck" } }, "fail")
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => outcome(channel.push("echo", { n }), "n")))
    expect(answers.map(({ response }) => response.n), Array.from({ length: 200 }, (_, n) => n), "answers")
  },

  async "broadcasts and pushes are heard"() {
    const topic = unique("room:messages")
    const channel = await joined(open(), topic)
    const other = await joined(open(), topic)
    const heard = new Mailbox()
    for (const event of ["shout", "intercepted", "pushed", "news"]) {
      channel.on(event, (payload) => heard.put([event, payload]))
    }
    other.push("shout", { n: 1 })
    expect(await heard.next("broadcast"), ["shout", { n: 1 }], "broadcast")
    other.push("intercepted", { n: 2 })
    expect(await heard.next("intercepted"), ["intercepted", { n: 2, via: "handle_out" }], "intercepted")
    channel.push("push_me", { n: 3 })
    expect(await heard.next("push"), ["pushed", { n: 3 }], "push")
    await admin(`broadcast/${encodeURIComponent(topic)}/news`, { body: JSON.stringify({ n: 4 }) })
    expect(await heard.next("news"), ["news", { n: 4 }], "news")
  },

  async "a flood arrives in order"() {
    const channel = await joined(open(), unique("room:flood"))
    const heard = new Mailbox()
    channel.on("tick", ({ seq }) => heard.put(seq))
    await outcome(channel.push("flood", { n: 1000, size: 10 }), "flood")
    for (let seq = 1; seq <= 1000; seq++) {
      expect(await heard.next("tick"), seq, "tick")
    }
  },

  async "heartbeats are answered"() {
    const socket = open()
    await joined(socket, unique("room:heartbeat"))
    const trip = await within(new Promise((resolve) => expect(socket.ping(resolve), true, "ping")), "ping")
    expect(trip >= 0, true, "round trip")
  },

  async "presence is followed"() {
    const topic = unique("presence:lobby")
    const channel = open().channel(topic, { user: "alice", meta: { status: "online" } })
    const presence = new Presence(channel)
    const changes = new Mailbox()
    presence.onJoin((key, before, entry) => changes.put(["join", key, entry.metas[0].status]))
    presence.onLeave((key, after, entry) => changes.put(["leave", key, entry.metas[0].status]))
    expect((await outcome(channel.join(), "join")).status, "ok", "join")
    expect(await changes.next("alice"), ["join", "alice", "online"], "own join")
    // The diff of the own join comes before the state that has it, too: phoenix.js tells it twice, as it does with Phoenix.
    expect(await changes.next("alice"), ["join", "alice", "online"], "own join")
    const bob = await joined(open(), topic, { user: "bob", meta: { status: "away" } })
    expect(await changes.next("bob"), ["join", "bob", "away"], "other's join")
    expect((await outcome(bob.push("update", { status: "busy" }), "update")).status, "ok", "update")
    expect(await changes.next("update"), ["join", "bob", "busy"], "update")
    expect(await changes.next("update"), ["leave", "bob", "away"], "update")
    bob.leave()
    expect(await changes.next("leave"), ["leave", "bob", "busy"], "leave")
    expect(presence.list((key) => key), ["alice"], "list")
  },

  async "a crashed channel is joined again"() {
    const channel = await joined(open(), unique("room:crash"))
    const errors = new Mailbox()
    channel.onError(errors.put)
    channel.push("crash", {})
    await errors.next("phx_error")
    await channel.joins.next("rejoin")
    await assertAnswers(channel)
  },

  async "a channel that the server closes is closed"() {
    const channel = await joined(open(), unique("room:stop"))
    const closes = new Mailbox()
    channel.onClose(closes.put)
    channel.push("stop", { reason: "normal" })
    await closes.next("phx_close")
    expect(channel.state, "closed", "state")
  },

  async "a duplicate join replaces the first one"() {
    const topic = unique("room:twice")
    const socket = open()
    const first = await joined(socket, topic)
    const closes = new Mailbox()
    first.onClose(closes.put)
    const second = await joined(socket, topic)
    await closes.next("end of the first one")
    expect([first.state, second.state], ["closed", "joined"], "states")
    await assertAnswers(second)
  },

  async "a duplicate join on the wire closes the old channel after the new reply"() {
    const topic = unique("room:wire")
    const socket = open()
    await joined(socket, topic)
    const seen = new Mailbox()
    socket.onMessage((message) => message.topic === topic && seen.put([message.event, message.ref]))
    const oldRef = socket.channels[0].joinRef()
    socket.push({ topic, event: "phx_join", payload: {}, ref: "again", join_ref: "again" })
    expect(await seen.next("reply"), ["phx_reply", "again"], "first")
    expect(await seen.next("close"), ["phx_close", oldRef], "second")
  },

  async "a leave is confirmed"() {
    const topic = unique("room:leave")
    const socket = open()
    const channel = await joined(socket, topic)
    const other = await joined(open(), topic)
    const seen = new Mailbox()
    socket.onMessage((message) => message.topic === topic && seen.put(message.event))
    channel.leave()
    expect([await seen.next("reply"), await seen.next("close")], ["phx_reply", "phx_close"], "frames")
    await outcome(other.push("shout_reply", {}), "shout")
    await joined(socket, unique("room:after"))
    expect(seen.size, 0, "frames after the leave")
  },

  async "a refused handshake never opens"() {
    const errors = new Mailbox()
    const socket = open({ params: { token: "bad" } })
    socket.onError(errors.put)
    await errors.next("error")
    expect(socket.isConnected(), false, "connected")
    socket.disconnect()
  },

  async "a killed connection is healed"() {
    const user = unique("user")
    const channel = await joined(open({ params: { user_id: user } }), unique("room:kill"))
    await admin(`transport/${user}?mode=kill`)
    await channel.joins.next("rejoin")
    await assertAnswers(channel)
  },

  async "a drained connection is healed"() {
    const user = unique("user")
    const socket = open({ params: { user_id: user } })
    const closes = new Mailbox()
    socket.onClose((event) => closes.put(event.code))
    const channel = await joined(socket, unique("room:drain"))
    await admin(`transport/${user}?mode=drain`)
    expect(await closes.next("close"), 1012, "code")
    await channel.joins.next("rejoin")
    await assertAnswers(channel)
  },

  async "a restarted server is joined again"() {
    const channel = await joined(open(), unique("room:restart"))
    console.log("please restart")
    await channel.joins.next("rejoin")
    await assertAnswers(channel)
  }
}

const binaryChecks = {
  async "bytes go there and back"() {
    const channel = await joined(open(), unique("room:bytes"))
    const sent = [0, 1, 2, 253, 254, 255]
    const buffer = () => new Uint8Array(sent).buffer
    const reply = await outcome(channel.push("binary", buffer()), "binary")
    expect([reply.status, bytes(reply.response)], ["ok", sent], "reply")
    const error = await outcome(channel.push("binary_error", buffer()), "binary_error")
    expect([error.status, bytes(error.response)], ["error", sent], "error reply")
    const heard = new Mailbox()
    channel.on("bin", (payload) => heard.put(bytes(payload)))
    channel.on("shout", (payload) => heard.put(bytes(payload)))
    channel.push("push_binary", { base64: Buffer.from(sent).toString("base64") })
    expect(await heard.next("push"), sent, "push")
    channel.push("shout", buffer())
    expect(await heard.next("broadcast"), sent, "broadcast")
  },

  async "a join may be answered with bytes"() {
    const channel = open().channel(unique("room:binary-reply"), { binary_reply: true })
    const { status, response } = await outcome(channel.join(), "join")
    expect([status, bytes(response)], ["ok", [1, 2, 3, 255]], "join")
  }
}

let failed = false
for (const [name, check] of Object.entries(vsn === "2.0.0" ? { ...checks, ...binaryChecks } : checks)) {
  try {
    await check()
    console.log(`ok ${name}`)
  }
  catch (error) {
    failed = true
    console.log(`not ok ${name}: ${error instanceof Failure ? error.message : error.stack}`)
  }
  for (const socket of sockets.splice(0)) {
    socket.disconnect()
  }
}
console.log("done")
process.exit(failed ? 1 : 0)
