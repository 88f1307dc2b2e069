import { isOfNoSession, refusalOf } from "../client.ts";
import type { LiveRow } from "../wire.ts";
import { SILENT_MS, type ConnectionFacts } from "./live-mark.ts";
import { createMessageReader, type StreamMessage } from "./message-reader.ts";
import type { Gap, Hello, LiveEvent } from "./stream-events.ts";
import type { Timers } from "./timers.ts";
import { readShown } from "../visible-text.ts";

export interface ConnectionOptions {
  readonly timers: Timers;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Between 0 and 1; spreads the reconnections of many browsers. */
  readonly random: () => number;
  readonly onEvents: (events: readonly LiveEvent[]) => void;
  readonly onFacts: (facts: ConnectionFacts) => void;
}

const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000];
const SPREAD = 0.2;
/** An answer to a request must begin within this time; a half-open connection never answers. */
const ANSWER_MS = 15_000;
/** A connection that looks alive but was silent for longer than a beat is doubted when the user comes back. */
const DOUBTFUL_MS = 20_000;

const NOTE_MS = 1_000;

/** Milliseconds before the reconnection number `attempt`, counted from 0. */
export function pauseBefore(attempt: number, random: number): number {
  const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)]!;
  return Math.round(pause * (1 - SPREAD + 2 * SPREAD * random));
}

/**
 * The live stream of one browser: connects, resumes from the newest id, reconnects with growing pauses, and takes a
 * silent connection for dead. Read with fetch: EventSource hides the status, so that a session that ended looks like a
 * broken network.
 */
export class StreamConnection {
  readonly #options: ConnectionOptions;
  #facts: ConnectionFacts;
  #isRunning = false;
  #attempt = 0;
  #lastId: number | undefined;
  #hadHello = false;
  #streamId: string | undefined;
  #retryMs: number | undefined;
  #request: AbortController | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#facts = { isConnected: false, lostAt: undefined, lastEventAt: undefined, isSignedOut: false };
  }

  get facts(): ConnectionFacts {
    return this.#facts;
  }

  /** Names the connection for the side channel; undefined without connection. */
  get streamId(): string | undefined {
    return this.#facts.isConnected ? this.#streamId : undefined;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#setFacts({ lostAt: this.#facts.lostAt ?? this.#options.timers.now(), isSignedOut: false });
    this.#connect();
  }

  stop(): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#drop();
    this.#setFacts({ isConnected: false, lostAt: this.#options.timers.now() });
  }

  /** Connects now instead of after the pause: the network came back, or somebody looks. */
  tryNow(): void {
    if (!this.#isRunning) return;
    const { isConnected, lastEventAt } = this.#facts;
    if (isConnected && this.#options.timers.now() - (lastEventAt ?? 0) < DOUBTFUL_MS) return;
    if (!isConnected && this.#request !== undefined) return;
    if (this.#facts.isSignedOut) return;
    this.#lose();
    this.#connect();
  }

  /** Begins anew after a sign-in, for what may be another account: nothing of before is resumed, which is a gap. */
  restart(): void {
    this.#lastId = undefined;
    this.#attempt = 0;
    this.stop();
    this.start();
  }

  #connect(): void {
    this.#drop();
    const request = new AbortController();
    this.#request = request;
    this.#setTimer(ANSWER_MS, () => request.abort());
    void this.#read(request).then(
      () => this.#ended(request),
      () => this.#ended(request),
    );
  }

  async #read(request: AbortController): Promise<void> {
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (this.#lastId !== undefined) headers["last-event-id"] = String(this.#lastId);
    const answer = await this.#options.fetch("/api/events", { headers, cache: "no-store", signal: request.signal });
    if (request !== this.#request) return;
    if (!answer.ok || answer.body === null) {
      this.#retryMs = retryAfterMs(answer.headers.get("retry-after"));
      const refusal = refusalOf(await answer.text());
      if (request === this.#request && isOfNoSession(answer.status, refusal)) this.#signedOut();
      return;
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const readMessages = createMessageReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || request !== this.#request) return;
      this.#receive(readMessages(value));
    }
  }

  #receive(messages: readonly StreamMessage[]): void {
    if (messages.length === 0) return;
    const events: LiveEvent[] = [];
    for (const message of messages) this.#take(message, events);
    this.#setTimer(SILENT_MS, () => this.#request?.abort());
    this.#noteEvent();
    if (events.length > 0) this.#options.onEvents(events);
  }

  #take(message: StreamMessage, events: LiveEvent[]): void {
    // The server writes JSON; what is not is a fault between, and the connection is not trusted further.
    const data = readShown(message.data);
    const id = message.id === undefined ? undefined : Number(message.id);
    if (id !== undefined) this.#lastId = id;
    switch (message.event) {
      case "hello":
        return this.#hello(data as Hello, events);
      case "bye":
        // Also when the session has ended: somebody may have signed in again already, which the next answer says.
        this.#retryMs = (data as { readonly retry_ms?: number }).retry_ms;
        return;
      case "change":
        events.push({ type: "change", id, change: data as never });
        return;
      case "check":
        events.push({ type: "check", row: (data as { readonly row: LiveRow }).row });
        return;
      case "summary":
        events.push({ type: "summary", summary: data as never });
        return;
      case "view":
        events.push(
          (data as { readonly ended?: true }).ended === true
            ? { type: "view-ended", view: (data as { readonly view: string }).view }
            : { type: "view", news: data as never },
        );
        return;
      case "beat":
        events.push({ type: "beat", now: (data as { readonly now: string }).now });
        return;
      case "notice":
        events.push({ type: "notice", notice: data as never });
        return;
      case "gap":
        events.push({ type: "gap", gap: data as Gap });
    }
  }

  #hello(hello: Hello, events: LiveEvent[]): void {
    const isNotContinued = this.#hadHello && !hello.resumed;
    this.#hadHello = true;
    this.#streamId = hello.stream;
    this.#attempt = 0;
    this.#retryMs = undefined;
    // Without a change yet, the next connection resumes from what this one began with.
    if (this.#lastId === undefined || isNotContinued) this.#lastId = hello.head;
    this.#setFacts({ isConnected: true, lostAt: undefined, lastEventAt: this.#options.timers.now() });
    events.push({ type: "hello", hello });
    if (isNotContinued) events.push({ type: "gap", gap: { reason: "not-resumed" } });
  }

  /** Tells the time of the last event at most once a second: events may come by the hundred. */
  #noteEvent(): void {
    const now = this.#options.timers.now();
    if (now - (this.#facts.lastEventAt ?? 0) >= NOTE_MS) this.#setFacts({ lastEventAt: now });
  }

  #signedOut(): void {
    this.#isRunning = false;
    this.#lose();
    this.#setFacts({ isSignedOut: true });
  }

  #ended(request: AbortController): void {
    if (request !== this.#request) return;
    this.#lose();
    if (!this.#isRunning) return;
    const pause = Math.max(pauseBefore(this.#attempt, this.#options.random()), this.#retryMs ?? 0);
    this.#attempt++;
    this.#retryMs = undefined;
    this.#setTimer(pause, () => this.#connect());
  }

  #lose(): void {
    const { isConnected, lastEventAt } = this.#facts;
    const now = this.#options.timers.now();
    this.#drop();
    // A silent connection was lost with its last event, not when it was noticed.
    if (isConnected) this.#setFacts({ isConnected: false, lostAt: Math.min(now, this.#lostSince(now, lastEventAt)) });
  }

  #lostSince(now: number, lastEventAt: number | undefined): number {
    return lastEventAt !== undefined && now - lastEventAt >= DOUBTFUL_MS ? lastEventAt : now;
  }

  #drop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const request = this.#request;
    this.#request = undefined;
    request?.abort();
  }

  #setTimer(ms: number, run: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.timers.after(ms, run);
  }

  #setFacts(change: Partial<ConnectionFacts>): void {
    this.#facts = { ...this.#facts, ...change };
    this.#options.onFacts(this.#facts);
  }
}

/** Reads a Retry-After of seconds; the form with a date is not sent by Vigie. */
function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}
