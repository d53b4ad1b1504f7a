/** Streams replies, tools and errors of Chat Completions through OpenAI's client. */
import OpenAI from "openai";

import { failure, report } from "./conversation.js";

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const chunks = [];

const ask = (text, more = {}) => ({
  model: "gpt-5.4-mini",
  messages: [
    { role: "developer", content: "You answer the phone." },
    { role: "user", content: text },
  ],
  stream_options: { include_usage: true },
  ...more,
});

const transfer = {
  type: "function",
  function: {
    name: "transfer",
    description: "Puts the caller through.",
    parameters: { type: "object", properties: { destination: { type: "string" } }, required: ["destination"] },
  },
};

/** It takes no arguments, and so needs no schema. */
const hangUp = { type: "function", function: { name: "hang_up" } };

async function plain() {
  const stream = client.chat.completions.stream(
    ask("", {
      messages: [{ role: "user", content: [{ type: "text", text: "Are you " }, { type: "text", text: "a robot?" }] }],
      stop: null,
      temperature: null,
    }),
  );
  const pieces = [];
  stream.on("chunk", (chunk) => chunks.push(chunk));
  stream.on("content", (delta) => pieces.push(delta));
  const completion = await stream.finalChatCompletion();
  return { pieces, completion, usage: await stream.totalUsage() };
}

async function tools() {
  const stream = client.chat.completions.stream(ask("Let me talk to a person.", { tools: [transfer, hangUp] }));
  const assembled = [];
  stream.on("chunk", (chunk) => chunks.push(chunk));
  stream.on("tool_calls.function.arguments.done", (call) => assembled.push(call));
  const completion = await stream.finalChatCompletion();
  return { assembled, choice: completion.choices[0] };
}

/** The client calls the function by itself, and hands its result back. */
async function toolRound() {
  const called = [];
  const runner = client.chat.completions.runTools({
    ...ask("Let me talk to a person."),
    stream: true,
    parallel_tool_calls: false,
    tools: [
      {
        type: "function",
        function: {
          ...transfer.function,
          parse: JSON.parse,
          function: (input) => {
            called.push(input);
            return "done";
          },
        },
      },
    ],
  });
  const said = await runner.finalContent();
  return { called, said, roles: runner.messages.map((message) => message.role) };
}

async function retry() {
  const patient = new OpenAI({ baseURL, apiKey, maxRetries: 1 });
  const begin = Date.now();
  const completion = await patient.chat.completions
    .stream(ask("Hello", { model: "busy-once" }))
    .finalChatCompletion();
  return { said: completion.choices[0].message.content, millis: Date.now() - begin };
}

const stream = (body, asker = client) => failure(() => asker.chat.completions.stream(body).finalChatCompletion());
const stranger = new OpenAI({ baseURL, apiKey: "sk-somebody-else", maxRetries: 0 });

const [reply, calls, round, retried, badKey, busy, badField, badRole, midStream] = await Promise.all([
  plain(),
  tools(),
  toolRound(),
  retry(),
  stream(ask("Hello"), stranger),
  stream(ask("Hello", { model: "busy" })),
  stream(ask("Hello", { max_token: 5 })),
  stream(ask("Hello", { messages: [{ role: "caller", content: "Hello" }] })),
  stream(ask("Hello", { model: "breaking" })),
]);
report({
  reply,
  calls,
  round,
  retried,
  errors: { badKey, busy: { ...busy, retryAfter: busy.headers?.get("retry-after") }, badField, badRole, midStream },
  events: chunks,
});
