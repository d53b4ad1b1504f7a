/** Is heard through Cartesia's client, on both of its sockets. */
import net from "node:net";
import { createRequire } from "node:module";

import { Transcript, report, silence, speak } from "./conversation.js";

/** As an ES module, this client does not find ws under Node 20. */
const { Cartesia } = createRequire(import.meta.url)("@cartesia/cartesia-js");

const [baseURL, apiKey] = process.argv.slice(2);
const { hostname, port } = new URL(baseURL);
const client = new Cartesia({ baseURL, apiKey });
const line = { model: "ink-2", encoding: "pcm_mulaw", sample_rate: 8000 };

/** A caller's voice; the speech socket is the only one that knows nothing but wss. */
async function voice(text) {
  const socket = await client.tts.websocket({ createConnection: () => net.connect(Number(port), hostname) });
  const sound = [];
  for await (const event of socket.generate({
    model_id: "sonic-3.5",
    voice: "sandbox-voice",
    output_format: { container: "raw", encoding: "pcm_mulaw", sample_rate: 8000 },
    transcript: text,
    max_buffer_delay_ms: 0,
  })) {
    if (event.type === "chunk") {
      sound.push(event.audio);
    }
  }
  socket.close();
  return Buffer.concat(sound);
}

function follow(socket) {
  const transcript = new Transcript();
  socket.on("event", (event) => transcript.add(event));
  socket.on("error", (error) => transcript.add({ type: "client.error", error: error.error, message: error.message }));
  const closed = new Promise((resolve) => socket.on("close", (code, reason) => resolve({ code, reason })));
  return { transcript, closed };
}

/** What the vendor said; the client's own errors are no part of it. */
const told = (transcript) => transcript.events().filter((event) => event.type !== "client.error");

async function manual(sound) {
  const socket = client.stt.manualFinalize.websocket({ ...line, language: "en", keyterm: ["Station Street", "Trunkline"] });
  const { transcript, closed } = follow(socket);
  const finals = (events) => events.filter((event) => event.is_final).map((event) => event.text).join("");
  await speak(sound, (audio) => socket.sendRaw(audio));
  socket.send("finalize");
  const first = await transcript.upTo("flush_done");
  await speak(Buffer.concat([silence(200), sound]), (audio) => socket.sendRaw(audio));
  socket.send("close");
  const second = await transcript.upTo("done");
  return { first: finals(first), second: finals(second), closed: await closed, events: told(transcript) };
}

async function turns(sound) {
  const socket = client.stt.autoFinalize.websocket({
    ...line,
    keyterm: ["Station Street"],
    turn_start_threshold: 0.7,
    turn_eager_end_threshold: 0.5,
    turn_end_threshold: 0.3,
    turn_end_timeout_ms: 3000,
  });
  const { transcript, closed } = follow(socket);
  await transcript.next("connected");
  await speak(Buffer.concat([silence(100), sound, silence(1000)]), (audio) => socket.sendRaw(audio));
  const first = await transcript.upTo("turn.end");
  socket.send({ type: "config", turn: { end_timeout_ms: 2000 } });
  socket.send({ type: "config" });
  await speak(sound, (audio) => socket.sendRaw(audio));
  socket.send({ type: "close" });
  const second = await transcript.upTo("turn.end");
  return { first, second, closed: await closed, events: told(transcript) };
}

/** Each makes one mistake. */
async function mistaken(open, mistake) {
  const socket = open();
  const { transcript, closed } = follow(socket);
  if (mistake) {
    await mistake(socket, transcript);
  } else {
    const { code, reason } = await closed;
    const error = transcript.events().find((event) => event.type === "client.error");
    return { code, reason, message: error?.message };
  }
  const failed = await transcript.next("client.error");
  socket.close();
  await closed;
  return { ...failed.error, events: told(transcript) };
}

const sound = await voice("We are in Station Street, above the bakery.");
const stranger = new Cartesia({ baseURL, apiKey: "sk_car_somebody_else" });
const turnsSocket = (by, knobs) => () => by.stt.autoFinalize.websocket({ ...line, ...knobs });
const [commanded, detected, badKey, badKnobs, badModel, badConfig, badWord] = await Promise.all([
  manual(sound),
  turns(sound),
  mistaken(turnsSocket(stranger)),
  mistaken(turnsSocket(client, { turn_end_threshold: 0.5, turn_eager_end_threshold: 0.4 })),
  mistaken(turnsSocket(client, { model: "ink-0" })),
  mistaken(turnsSocket(client), async (socket, transcript) => {
    await transcript.next("connected");
    socket.send({ type: "finalize" });
  }),
  mistaken(
    () => client.stt.manualFinalize.websocket(line),
    async (socket) => socket.send("stop"),
  ),
]);
report({
  commanded,
  detected,
  mistakes: { badKey, badKnobs, badModel, badConfig, badWord },
  events: {
    manual: [...commanded.events, ...badWord.events],
    turns: [...detected.events, ...badConfig.events],
  },
});
