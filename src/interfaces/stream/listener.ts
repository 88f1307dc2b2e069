import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import type { Credentials } from "../../access/access.ts";
import type { Caller } from "../../access/caller.ts";
import type { UnixSeconds } from "../../lib/clock.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Notice } from "./notice.ts";
import { MAX_BEHIND_SECONDS, MAX_WAITING_BYTES } from "./stream-limits.ts";
import { sseText, type FollowedView } from "./stream-words.ts";

export type ByeReason = "slow" | "session-ended" | "stopping";

/** Time after which a client may come back. */
const RETRY_MS: Readonly<Record<ByeReason, number>> = { slow: 1_000, "session-ended": 0, stopping: 1_000 };

/** A client that does not take the last event in this time is cut off. */
const LAST_WORDS_MS = 2_000;

export interface ListenerOptions {
  readonly server: Server;
  readonly response: ServerResponse;
  /** Null: of the control socket, which needs none. */
  readonly credentials: Credentials | null;
  readonly caller: Caller;
  /** Which of the seconds between two beats is its own. */
  readonly slot: number;
}

/** One round of sending. What is written in it is taken by the system only afterwards. */
export interface Round {
  readonly now: UnixSeconds;
}

/** One connection of the stream. Nobody waits for it. */
export class Listener {
  readonly id = randomUUID();
  readonly server: Server;
  readonly credentials: Credentials | null;
  readonly slot: number;
  caller: Caller;
  watched: ReadonlySet<ResourceKey> = new Set();
  /** It was told what changed, but not the results that changed nothing: the first rows that it watches are told. */
  hasOldRows = false;
  /** Views that it follows, by id. */
  views: ReadonlyMap<string, FollowedView> = new Map();
  /** Summary that it was told last. */
  summary: object | null = null;
  /** Views that nobody has looked at yet. */
  hasNewViews = false;
  /** Of an administrator: what it was told and is not over, by message. */
  readonly notices = new Map<string, Notice>();
  /** Watched keys with a newer row than it was told, since it took nothing. */
  readonly heldBack = new Set<ResourceKey>();
  readonly #response: ServerResponse;
  #behindSince: UnixSeconds | null = null;
  #lookedIn: Round | null = null;
  #isEnded = false;

  constructor({ server, response, credentials, caller, slot }: ListenerOptions) {
    this.server = server;
    this.#response = response;
    this.credentials = credentials;
    this.caller = caller;
    this.slot = slot;
    response.once("close", () => {
      this.#isEnded = true;
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** True if the client has not taken what was sent before this round. */
  isBehind(round: Round): boolean {
    if (this.#lookedIn !== round) {
      this.#lookedIn = round;
      if (this.#response.writableLength === 0) this.#behindSince = null;
      else this.#behindSince ??= round.now;
    }
    return this.#behindSince !== null;
  }

  /** True if too much waits for the client, together with these bytes, or for too long. */
  isTooSlow(round: Round, bytes: number): boolean {
    if (!this.isBehind(round)) return false;
    const waiting = this.#response.writableLength + bytes;
    return waiting > MAX_WAITING_BYTES || round.now - this.#behindSince! >= MAX_BEHIND_SECONDS;
  }

  /** False: it waits in memory. */
  send(text: string | Buffer): boolean {
    return this.#isEnded || this.#response.write(text);
  }

  /** Resolves once the client has taken it, or is gone. */
  async sendAndWait(text: string): Promise<void> {
    const response = this.#response;
    if (this.send(text)) return;
    const over = new AbortController();
    const { signal } = over;
    await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]).catch(() => {});
    over.abort();
    this.#behindSince = null;
  }

  end(reason: ByeReason): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const response = this.#response;
    response.end(sseText("bye", { reason, retry_ms: RETRY_MS[reason] }));
    const late = setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
    response.once("close", () => clearTimeout(late));
  }
}
