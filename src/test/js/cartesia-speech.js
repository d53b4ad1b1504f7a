/** Speaks through Cartesia's client. */
import net from "node:net";
import { createRequire } from "node:module";

import { Transcript, failure, report } from "./conversation.js";

/** As an ES module, this client does not find ws under Node 20. */
const { Cartesia } = createRequire(import.meta.url)("@cartesia/cartesia-js");

const [baseURL, apiKey] = process.argv.slice(2);
const { hostname, port } = new URL(baseURL);
const voice = {
  model_id: "sonic-3.5",
  voice: "sandbox-voice",
  output_format: { container: "raw", encoding: "pcm_mulaw", sample_rate: 8000 },
  language: "en",
  add_timestamps: true,
};

/** The client knows only wss; the sandbox, on this machine, speaks plainly. */
const plain = { createConnection: () => net.connect(Number(port), hostname) };

const all = [];
const errors = [];
const socket = await new Cartesia({ baseURL, apiKey }).tts.websocket(plain);
socket.on("error", (error) => errors.push(error.error));
socket.on("event", ({ audio, ...event }) => all.push(event));

async function receive(context) {
  const events = [];
  for await (const event of context.receive({ timeout: 10_000 })) {
    events.push(event);
  }
  return {
    types: events.map((event) => event.type),
    bytes: events.reduce((sum, event) => sum + (event.audio?.length ?? 0), 0),
    words: events.flatMap((event) => event.word_timestamps?.words ?? []),
    starts: events.flatMap((event) => event.word_timestamps?.start ?? []),
    ends: events.flatMap((event) => event.word_timestamps?.end ?? []),
    flushes: events.filter((event) => event.type === "flush_done").map((event) => event.flush_id),
  };
}

async function pieces() {
  const context = socket.context({ ...voice, contextId: "pieces", max_buffer_delay_ms: 0 });
  await context.push({ transcript: "Good morning. " });
  await context.push({ transcript: "How can I help you?" });
  await context.no_more_inputs();
  return receive(context);
}

async function flushed() {
  const context = socket.context({ ...voice, contextId: "flushed", max_buffer_delay_ms: 5000 });
  await context.push({ transcript: "This is said at once.", flush: true });
  await context.no_more_inputs();
  return receive(context);
}

async function atOnce() {
  const context = socket.context({ ...voice, contextId: "at-once" });
  const types = [];
  for await (const event of context.generate({
    transcript: "One shot.",
    max_buffer_delay_ms: null,
    flush: null,
    continue: null,
    generation_config: { speed: 1.1, volume: 1, emotion: "calm" },
  })) {
    types.push(event.type);
  }
  return types;
}

/** What is being spoken goes on; what had not begun is dropped. */
async function cancelled() {
  const transcript = new Transcript();
  const listen = (event) => event.context_id === "cancelled" && transcript.add(event);
  socket.on("event", listen);
  const context = socket.context({ ...voice, contextId: "cancelled", max_buffer_delay_ms: 0 });
  await context.push({ transcript: "This sentence has begun, and goes on to its end. " });
  await context.push({ transcript: "This one has not." });
  await transcript.next("chunk");
  await context.cancel();
  await transcript.next("done");
  socket.off("event", listen);
  return transcript.events().flatMap((event) => event.word_timestamps?.words ?? []);
}

/** The error belongs to its context only: the socket goes on. */
async function unknownModel() {
  const context = socket.context({ ...voice, contextId: "unknown", model_id: "bass-1" });
  await context.push({ transcript: "Hello." });
  return failure(() => receive(context));
}

async function closedContext() {
  await socket.send({ ...voice, context_id: "at-once", transcript: "More.", continue: true });
}

/** The client tells of a refused socket only by a rejection that nobody can wait for. */
const refused = () =>
  new Promise((resolve) => {
    process.once("unhandledRejection", (error) => resolve(error.message.split("\n")[0]));
    new Cartesia({ baseURL, apiKey: "sk_car_somebody_else" }).tts.websocket(plain).catch(() => {});
  });

const [spoken, forced, whole, cut, unknown, stranger] = await Promise.all([
  pieces(),
  flushed(),
  atOnce(),
  cancelled(),
  unknownModel(),
  refused(),
]);
await closedContext();
const after = socket.context({ ...voice, contextId: "after", max_buffer_delay_ms: 0 });
await after.push({ transcript: "Still here." });
await after.no_more_inputs();
const afterwards = await receive(after);
const closed = new Promise((resolve) => socket.socket.on("close", (code) => resolve(code)));
socket.close();
report({
  spoken,
  forced,
  whole,
  cut,
  unknown,
  stranger,
  afterwards,
  errors,
  closed: await closed,
  events: JSON.parse(JSON.stringify(all, (_, value) => (typeof value === "string" && value.length > 2_000 ? "" : value))),
});
