/** What the scripts share: following a socket, and telling the test what was found. */

const PATIENCE_MS = 20_000;

/** Everything a socket has said, in order, with a mark at what was waited for last. */
export class Transcript {
  #events = [];
  #read = 0;
  #wake = () => {};

  add(event) {
    this.#events.push(event);
    this.#wake();
  }

  /** What came up to and including the next event of this type, or of which this is true. */
  async upTo(wanted) {
    const fits = typeof wanted === "function" ? wanted : (event) => event.type === wanted;
    const deadline = Date.now() + PATIENCE_MS;
    let at = this.#read;
    for (;;) {
      for (; at < this.#events.length; at++) {
        if (fits(this.#events[at])) {
          return this.#events.slice(this.#read, (this.#read = at + 1));
        }
      }
      await this.#more(deadline - Date.now(), wanted);
    }
  }

  /** The next event of this type. */
  async next(wanted) {
    return (await this.upTo(wanted)).at(-1);
  }

  /** All events; sound, which is long, is left out of them. */
  events() {
    const short = (_, value) => (typeof value === "string" && value.length > 2_000 ? "" : value);
    return JSON.parse(JSON.stringify(this.#events, short));
  }

  #more(patience, wanted) {
    return new Promise((resolve, reject) => {
      const came = this.#events.slice(this.#read).map((event) => event.type);
      const timer = setTimeout(() => reject(new Error(`no ${wanted}, only ${came}`)), patience);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The type of the vendor's error and what it knows, or null if none was thrown. */
export async function failure(action) {
  try {
    await action();
    return null;
  } catch (error) {
    const { status, code, param, type, message, requestID } = error;
    return { name: error.constructor.name, status, code, param, type, message, requestID, headers: error.headers };
  }
}

/** Sends sound at the pace at which it is spoken. */
export async function speak(sound, send) {
  const chunk = 800;
  const begin = Date.now();
  for (let at = 0; at < sound.length; at += chunk) {
    send(sound.subarray(at, at + chunk));
    await new Promise((resolve) => setTimeout(resolve, begin + (at + chunk) / 8 - Date.now()));
  }
}

/** Mu-law has its silence at the top. */
export const silence = (millis) => Buffer.alloc(millis * 8, 0xff);

export const report = (found) => process.stdout.write(JSON.stringify(found));
