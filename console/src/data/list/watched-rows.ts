import type { LiveClient } from "../stream/live-client.ts";
import type { Timers } from "../stream/timers.ts";

const AFTER_MS = 300;

type Wants = Parameters<LiveClient["want"]>[0];

/** Tells the stream what somebody looks at: at once, or a while after scrolling ended. */
export class WatchedRows {
  readonly #options: { readonly live: Pick<LiveClient, "want">; readonly timers: Timers };
  readonly #read: () => Wants;
  #end: (() => void) | undefined;
  #cancel: (() => void) | undefined;

  constructor(options: { readonly live: Pick<LiveClient, "want">; readonly timers: Timers }, read: () => Wants) {
    this.#options = options;
    this.#read = read;
  }

  tell(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const before = this.#end;
    this.#end = this.#options.live.want(this.#read());
    before?.();
  }

  tellSoon(): void {
    this.#cancel?.();
    this.#cancel = this.#options.timers.after(AFTER_MS, () => this.tell());
  }

  stop(): void {
    this.#cancel?.();
    this.#end?.();
    this.#end = undefined;
  }
}
