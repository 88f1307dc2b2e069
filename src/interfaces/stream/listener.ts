import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Credentials } from "../../access/access.ts";
import type { Caller } from "../../access/caller.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import { sseText } from "./sse.ts";

export type ByeReason = "slow" | "session-ended" | "stopping" | "too-many";

/** Time after which a client may come back. */
const RETRY_MS: Readonly<Record<ByeReason, number>> = {
  slow: 1_000,
  "session-ended": 0,
  stopping: 1_000,
  "too-many": 30_000,
};

/** A client that takes nothing of its last event is cut off. */
const LAST_WORDS_MS = 2_000;

/** One connection of the stream. Nobody waits for it: what it does not take is kept up to the limits of the hub. */
export class Listener {
  readonly id = randomUUID();
  readonly #response: ServerResponse;
  /** Null: of the control socket, which needs none. */
  readonly credentials: Credentials | null;
  caller: Caller;
  watched: ReadonlySet<ResourceKey> = new Set();
  /** Watched keys with a newer row than it was told. */
  readonly newer = new Set<ResourceKey>();
  /** Second of the fifteen in which it gets its beat. */
  readonly slot: number;
  #behindSince: UnixSeconds | null = null;
  #isEnded = false;

  constructor(response: ServerResponse, credentials: Credentials | null, caller: Caller, slot: number) {
    this.#response = response;
    this.credentials = credentials;
    this.caller = caller;
    this.slot = slot;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Bytes that the client has not taken. */
  get waitingBytes(): number {
    return this.#response.writableLength;
  }

  /** Time since which the client has taken nothing of what waits for it; null: nothing waits. */
  behindSince(now: UnixSeconds): UnixSeconds | null {
    if (this.#response.writableLength === 0) this.#behindSince = null;
    else this.#behindSince ??= now;
    return this.#behindSince;
  }

  /** False: more waits than the connection holds without memory of its own. */
  send(text: string | Buffer): boolean {
    return this.#isEnded || this.#response.write(text);
  }

  /** Sends what somebody waits for: resolves once the client has taken it, or is gone. */
  async sendAndWait(text: string): Promise<void> {
    if (this.send(text) || this.#isEnded) return;
    const response = this.#response;
    await Promise.race([once(response, "drain"), once(response, "close")]).catch(() => {});
  }

  end(reason: ByeReason): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const response = this.#response;
    response.end(sseText("bye", { reason, retry_ms: RETRY_MS[reason] }));
    const late = setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
    response.once("close", () => clearTimeout(late));
  }

  /** The client is gone. */
  noteClosed(): void {
    this.#isEnded = true;
  }
}
