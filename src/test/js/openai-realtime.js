/** Holds a conversation over the Realtime socket through OpenAI's client. */
import net from "node:net";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";

import { Transcript, report, silence, speak } from "./conversation.js";

const [baseURL, apiKey] = process.argv.slice(2);
const { hostname, port } = new URL(baseURL);
const tool = {
  type: "function",
  name: "transfer",
  description: "Puts the caller through.",
  parameters: { type: "object", properties: { destination: { type: "string" } }, required: ["destination"] },
};

/** The client knows only wss; the sandbox, on this machine, speaks plainly. */
const plain = { createConnection: () => net.connect(Number(port), hostname) };

function open(key, transcript) {
  const socket = new OpenAIRealtimeWS(
    { model: "gpt-realtime-2", options: plain },
    new OpenAI({ baseURL, apiKey: key }),
  );
  socket.on("event", (event) => transcript.add(event));
  return socket;
}

const sound = (events) =>
  Buffer.concat(
    events
      .filter((event) => event.type === "response.output_audio.delta")
      .map((event) => Buffer.from(event.delta, "base64")),
  );
const words = (events) =>
  events
    .filter((event) => event.type === "response.output_audio_transcript.delta")
    .map((event) => event.delta)
    .join("");

async function refused() {
  const socket = open("sk-somebody-else", new Transcript());
  return new Promise((resolve) => socket.on("error", (error) => resolve(error.message)));
}

const transcript = new Transcript();
const errors = [];
const socket = open(apiKey, transcript);
socket.on("error", (error) => errors.push({ message: error.message, error: error.error }));
const closed = new Promise((resolve) => socket.socket.on("close", (code) => resolve(code)));

const write = (role, text) =>
  socket.send({
    type: "conversation.item.create",
    item: { type: "message", role, content: [{ type: "input_text", text }] },
  });

async function configure() {
  const created = await transcript.next("session.created");
  socket.send({
    type: "session.update",
    event_id: "mine_1",
    session: {
      type: "realtime",
      output_modalities: ["audio"],
      instructions: "You answer the phone.",
      max_output_tokens: 800,
      audio: {
        input: {
          format: { type: "audio/pcmu" },
          noise_reduction: { type: "far_field" },
          transcription: { model: "gpt-4o-transcribe", language: "en" },
          turn_detection: {
            type: "server_vad",
            threshold: 0.5,
            prefix_padding_ms: 300,
            silence_duration_ms: 400,
            create_response: true,
            interrupt_response: true,
          },
        },
        output: { format: { type: "audio/pcmu" }, voice: "marin", speed: 1 },
      },
      tools: [tool],
      tool_choice: "auto",
      truncation: "auto",
      tracing: null,
    },
  });
  return { created: created.session, updated: (await transcript.next("session.updated")).session };
}

async function answer() {
  write("user", "Are you a robot?");
  socket.send({ type: "response.create" });
  const events = await transcript.upTo("response.done");
  const item = events.find((event) => event.type === "response.output_item.added").item.id;
  return { item, said: words(events), bytes: sound(events).length, response: events.at(-1).response };
}

async function truncate(item, end) {
  socket.send({ type: "conversation.item.truncate", item_id: item, content_index: 0, audio_end_ms: end });
  return transcript.next((event) => event.type === "conversation.item.truncated" || event.type === "error");
}

/** An item that the server has shown may be given back as it is. */
async function repeat(id, after) {
  socket.send({ type: "conversation.item.retrieve", item_id: id });
  const { item } = await transcript.next("conversation.item.retrieved");
  socket.send({ type: "conversation.item.delete", item_id: id });
  await transcript.next("conversation.item.deleted");
  socket.send({ type: "conversation.item.create", item, previous_item_id: after });
  return (await transcript.next("conversation.item.done")).item;
}

async function call(before) {
  write("user", "Let me talk to a person.");
  const { item } = await transcript.next("conversation.item.done");
  const repeated = await repeat(item.id, before);
  socket.send({ type: "response.create", response: { metadata: null } });
  const events = await transcript.upTo("response.done");
  const done = events.find((event) => event.type === "response.function_call_arguments.done");
  socket.send({
    type: "conversation.item.create",
    item: { type: "function_call_output", call_id: done.call_id, output: "done" },
  });
  socket.send({ type: "response.create" });
  const after = await transcript.upTo("response.done");
  return { done, output: events.at(-1).response.output, said: words(after), item, repeated };
}

/** Has a sentence read out apart from the conversation, to be used as the caller's voice. */
async function read(text) {
  socket.send({
    type: "response.create",
    response: {
      conversation: "none",
      instructions: "Read this word by word.",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text }] }],
      output_modalities: ["audio"],
      audio: { output: { format: { type: "audio/pcmu" }, voice: "marin" } },
      parallel_tool_calls: false,
      metadata: { purpose: "reading" },
    },
  });
  const events = await transcript.upTo("response.done");
  return { sound: sound(events), metadata: events.at(-1).response.metadata };
}

const hear = (bytes) =>
  speak(bytes, (audio) =>
    socket.send({ type: "input_audio_buffer.append", audio: Buffer.from(audio).toString("base64") }),
  );

async function listen(question, interruption) {
  await hear(Buffer.concat([silence(200), question, silence(600)]));
  const heard = await transcript.upTo("response.output_audio.delta");
  await hear(Buffer.concat([interruption, silence(600)]));
  const cancelled = await transcript.next("response.done");
  const transcribed = await transcript.next("conversation.item.input_audio_transcription.completed");
  await transcript.next("response.done");
  return { heard: heard.map((event) => event.type), cancelled: cancelled.response, transcribed };
}

async function complaints() {
  const failed = [];
  for (const event of [
    { type: "response.make", event_id: "mine_2" },
    { type: "response.cancel", event_id: "mine_3" },
    { type: "session.update", event_id: "mine_4", session: { type: "realtime", voice: "marin" } },
    { type: "session.update", event_id: "mine_5", session: { instructions: "" } },
    { type: "input_audio_buffer.commit", event_id: "mine_6" },
    { type: "conversation.item.delete", event_id: "mine_7", item_id: "item_unknown" },
    { type: "response.create", event_id: "mine_8", response: { audio: { input: { format: { type: "audio/pcmu" } } } } },
  ]) {
    socket.send(event);
    failed.push((await transcript.next("error")).error);
  }
  return failed;
}

const stranger = refused();
const session = await configure();
const reply = await answer();
const truncated = await truncate(reply.item, 300);
const tooLong = await truncate(reply.item, 600_000);
socket.send({ type: "conversation.item.retrieve", item_id: reply.item });
const retrieved = (await transcript.next("conversation.item.retrieved")).item;
const called = await call(reply.item);
const question = await read("What are your opening hours?");
const interruption = await read("Stop!");
const listened = await listen(question.sound, interruption.sound);
socket.send({ type: "input_audio_buffer.clear" });
await transcript.next("input_audio_buffer.cleared");
const failed = await complaints();
socket.close();
report({
  stranger: await stranger,
  session,
  reply,
  truncated,
  tooLong,
  retrieved,
  called,
  metadata: question.metadata,
  listened,
  failed,
  errors,
  closed: await closed,
  events: transcript.events(),
});
