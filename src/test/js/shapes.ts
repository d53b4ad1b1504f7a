/** What the sandbox may send, in the words of the vendors' own clients. */
import type { STTAutoFinalizeWebsocketResponse } from "@cartesia/cartesia-js/resources/stt/auto-finalize/auto-finalize";
import type { STTManualFinalizeWebsocketResponse } from "@cartesia/cartesia-js/resources/stt/manual-finalize/manual-finalize";
import type { WebsocketResponse } from "@cartesia/cartesia-js/resources/tts";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type {
  RealtimeAudioConfigInput,
  RealtimeServerEvent,
  RealtimeSessionCreateRequest,
  SessionCreatedEvent,
  SessionUpdatedEvent,
} from "openai/resources/realtime/realtime";

/** OpenAI's types know a session only as it is asked for; one that is there has more to tell. */
interface Session extends Omit<RealtimeSessionCreateRequest, "audio"> {
  id: string;
  object: "realtime.session";
  expires_at?: number;
  audio: Pick<Required<RealtimeSessionCreateRequest>["audio"], "output"> & { input: Nullable<RealtimeAudioConfigInput> };
}

type Realtime =
  | Exclude<RealtimeServerEvent, SessionCreatedEvent | SessionUpdatedEvent>
  | (Omit<SessionCreatedEvent, "session"> & { session: Session })
  | (Omit<SessionUpdatedEvent, "session"> & { session: Session });

/** Cartesia documents that an error may have no code, and then writes null. */
type Coded<E> = E extends { type: "error"; error_code?: string }
  ? Omit<E, "error_code"> & { error_code: string | null }
  : E;

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

export interface Sent {
  chat: ChatCompletionChunk[];
  realtime: Realtime[];
  speech: Coded<WebsocketResponse>[];
  manual: Coded<STTManualFinalizeWebsocketResponse>[];
  turns: Coded<STTAutoFinalizeWebsocketResponse>[];
}
