// One row of phoenix.js: runs a workload as io.phoenixchannels.benchmarks.workload.Row does for the others.
//
// Usage: node row.mjs name=value ..., with the names that Row takes. Prints "metric <name> <value>" lines.
import { Socket } from "phoenix"
import WebSocket from "ws"

const args = Object.fromEntries(process.argv.slice(2).map((arg) => {
  const at = arg.indexOf("=")
  return [arg.slice(0, at), arg.slice(at + 1)]
}))
const number = (name) => Number(args[name])
const url = args.url
const TIMEOUT = 60_000

const metric = (name, value) => console.log(`metric ${name} ${value}`)
const nanos = () => Number(process.hrtime.bigint())
const http = async (target) => (await fetch(url.replace(/^ws/, "http").replace(/\/socket$/, "") + target)).text()
const topicNames = (count) => Array.from({ length: count }, (_, n) => `room:${n}`)
const bare = JSON.stringify({ seq: 1000000, price: 101.25, symbol: "ABC", filler: "" }).length
const payloadOf = (size) => ({ seq: 1000000, price: 101.25, symbol: "ABC", filler: "x".repeat(Math.max(0, size - bare)) })

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const input = process.stdin[Symbol.asyncIterator]()

// As io.phoenixchannels.benchmarks.workload.Turns.
async function turn() {
  const rested = number("turns") > 0
  if (rested) {
    console.log("turn")
    if ((await input.next()).done) {
      throw new Error("Nobody gives turns any more")
    }
  }
  return rested
}

let measuring = false

async function consumption() {
  const serverCpu = Number(await http("/cpu"))
  const { user, system } = process.cpuUsage()
  return { nanos: nanos(), cpu: (user + system) * 1000, serverCpu }
}

async function measure(work) {
  const roundNanos = number("round-ms") * 1e6
  let count = 64
  for (const start = nanos(); ;) {
    const before = nanos()
    await work(count)
    const took = Math.max(1, nanos() - before)
    const representative = took > roundNanos / 2
    count = Math.max(1, Math.floor(Math.min(count * 8, count * roundNanos / took)))
    if (representative && nanos() - start > number("warm-up-ms") * 1e6) {
      break
    }
  }
  const rounds = []
  for (let i = 0; i < number("rounds"); i++) {
    if (await turn()) {
      await work(count)
    }
    measuring = true
    const before = await consumption()
    await work(count)
    const after = await consumption()
    measuring = false
    const used = after.nanos - before.nanos
    rounds.push({ used, cpu: after.cpu - before.cpu, serverCpu: after.serverCpu - before.serverCpu })
  }
  metric("per-second", count * 1e9 / median(rounds.map(({ used }) => used)))
  const sum = (name) => rounds.reduce((total, round) => total + round[name], 0)
  metric("client-cpu", sum("cpu") / sum("used"))
  metric("server-cpu", sum("serverCpu") / sum("used"))
}

async function connected() {
  const socket = new Socket(url, {
    transport: WebSocket,
    timeout: TIMEOUT,
    reconnectAfterMs: () => 10,
    rejoinAfterMs: () => 10
  })
  // Once for each break; the socket goes on by itself.
  socket.onError(() => {})
  await new Promise((resolve) => {
    socket.onOpen(resolve)
    socket.connect()
  })
  return socket
}

function join(socket, topics, onJoined) {
  return topics.map((topic) => {
    const channel = socket.channel(topic, {})
    channel.join(TIMEOUT).receive("ok", onJoined)
    return channel
  })
}

const workloads = {
  async flood() {
    const socket = await connected()
    let left = 0
    let done
    const topics = topicNames(number("topics"))
    const channels = await new Promise((resolve) => {
      let joins = topics.length
      const joining = join(socket, topics, () => --joins === 0 && resolve(joining))
    })
    for (const channel of channels) {
      channel.on("tick", () => {
        if (--left === 0) {
          done()
        }
      })
    }
    await measure((count) => new Promise((resolve) => {
      left = count
      done = resolve
      channels[0].push("flood", { size: number("size"), count, topics: topics.length }, 2 ** 30)
    }))
  },

  async "round-trip"() {
    const socket = await connected()
    const [channel] = await new Promise((resolve) => {
      const joining = join(socket, topicNames(1), () => resolve(joining))
    })
    const payload = payloadOf(100)
    const inFlight = number("in-flight")
    const quantiles = []
    await measure((count) => new Promise((resolve) => {
      const latencies = new Float64Array(count)
      let pushed = 0
      let replied = 0
      const push = () => {
        pushed++
        const before = inFlight === 1 ? nanos() : 0
        channel.push("echo", payload, TIMEOUT).receive("ok", () => {
          if (inFlight === 1) {
            latencies[replied] = nanos() - before
          }
          replied++
          if (pushed < count) {
            push()
          }
          if (replied === count) {
            latencies.sort()
            const at = (share) => latencies[Math.floor(share * (count - 1))] / 1000
            if (measuring) {
              quantiles.push([at(0.5), at(0.99)])
            }
            resolve()
          }
        })
      }
      for (let i = 0; i < Math.min(inFlight, count); i++) {
        push()
      }
    }))
    if (inFlight === 1) {
      metric("p50", median(quantiles.map(([p50]) => p50)))
      metric("p99", median(quantiles.map(([, p99]) => p99)))
    }
  },

  async joins() {
    const began = nanos()
    do {
      await joinRound(async () => 0)
    } while (nanos() - began < 2 * number("warm-up-ms") * 1e6)
    const rounds = []
    let spent = 0
    while (rounds.length < number("rounds") && (rounds.length < FEW || spent < LONG)) {
      await turn()
      const start = nanos()
      rounds.push(await joinRound(heapUsed))
      spent += nanos() - start
    }
    const of = (name) => median(rounds.map((round) => round[name]))
    metric("join-ms", of("joined") / 1e6)
    if (number("rejoin")) {
      metric("rejoin-ms", of("rejoined") / 1e6)
    }
    metric("heap-per-topic", of("heap") / number("topics"))
  }
}

// After so long, three rounds are enough.
const LONG = 30e9
const FEW = 3

async function heapUsed() {
  globalThis.gc()
  await new Promise((resolve) => setTimeout(resolve, 100))
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

async function joinRound(used) {
  const topics = topicNames(number("topics"))
  const heapBefore = await used()
  const start = nanos()
  const socket = await connected()
  let left = topics.length
  let done
  await new Promise((resolve) => {
    done = resolve
    join(socket, topics, () => --left === 0 && done())
  })
  const joined = nanos() - start
  const heap = await used() - heapBefore
  let rejoined = 0
  if (number("rejoin")) {
    const again = nanos()
    left = topics.length
    const rejoining = new Promise((resolve) => (done = resolve))
    await http("/cut?down=0")
    await Promise.race([rejoining, new Promise((resolve) => setTimeout(resolve, 20_000))])
    rejoined = nanos() - again
  }
  await new Promise((resolve) => socket.disconnect(resolve))
  return { joined, rejoined, heap }
}

await workloads[args.workload]()
process.exit(0)
