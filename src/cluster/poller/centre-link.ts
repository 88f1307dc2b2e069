import type { CancelTimer, Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { ResultBuffer } from "../../data/result-buffer/result-buffer.ts";
import { BEAT_SECONDS, LIMITS, MISSING_BEATS, PROTOCOLS } from "../protocol/frames.ts";
import type { Ask, FrameFromCentre, FrameFromPoller, StateRow, Unnumbered } from "../protocol/frames.ts";
import { signStatement } from "../protocol/identity.ts";
import { BadFrame, readFrameFromCentre } from "../protocol/read-frame.ts";
import type { Wire } from "../protocol/wire.ts";
import type { GroupLease } from "./group-lease.ts";
import type { PollerFiles } from "./poller-files.ts";
import { ReceivedPieces, type ReceivedConfiguration } from "./received-pieces.ts";

export interface LinkParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly name: string;
  readonly version: string;
  /** See `PollerFiles`; read for each connection. */
  readonly keys: Pick<PollerFiles, "privateKeys" | "useNextKey">;
  readonly buffer: Pick<ResultBuffer<Unnumbered>, "epoch" | "last" | "after" | "seen" | "size">;
  /** Which it speaks, the newest first. Default: those of this release. */
  readonly protocols?: readonly string[];
  /** Opens a connection; `handlers` are called from then on, `closed` once. */
  readonly dial: (handlers: DialHandlers) => Wire;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Id of the configuration in effect; '' if none. */
  readonly configurationId: () => string;
  /** Puts a configuration in effect; resolves with what is wrong with it. */
  readonly onConfiguration: (received: ReceivedConfiguration) => Promise<readonly string[]>;
  readonly lease: Pick<GroupLease, "heard" | "current" | "gone">;
  readonly onAsk: (ask: Ask) => void;
  readonly onStates: (states: readonly StateRow[]) => void;
  readonly counts: () => { readonly running: number; readonly late: number };
  /** Number of results that are not in the buffer yet. */
  readonly waiting: () => number;
}

export interface DialHandlers {
  readonly received: (text: string) => void;
  readonly closed: (reason: string) => void;
}

/** Seconds between two tries to connect: doubled with each that fails, and spread, so that many pollers do not come at once. */
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 30;

/**
 * The poller's end of the connection with its centre: connects again and again, proves who it is, sends what is in the
 * buffer and forgets what the centre has on disk.
 */
export class CentreLink {
  readonly #parts: LinkParts;
  #connection: Connection | null = null;
  #failures = 0;
  /** Times that the centre has refused a key since it was last welcome: each time another one is tried. */
  #keyRefusals = 0;
  #cancelTimer: CancelTimer | undefined;
  #isStopped = false;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#connect();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
    this.#connection?.close("stopping");
  }

  /** To be called when the buffer has more. */
  wake(): void {
    this.#connection?.send();
  }

  get isConnected(): boolean {
    return this.#connection?.isWelcome === true;
  }

  #connect(): void {
    const { clock, keys } = this.#parts;
    const privateKeys = keys.privateKeys();
    const privateKey = privateKeys[this.#keyRefusals % privateKeys.length]!;
    const connection = new Connection(this.#parts, privateKey, {
      welcome: () => {
        this.#failures = 0;
        this.#keyRefusals = 0;
        if (privateKey !== privateKeys[0]) keys.useNextKey();
      },
      refused: (code) => {
        if (code === "not-enrolled") this.#keyRefusals++;
      },
      closed: (reason) => {
        if (this.#connection === connection) this.#connection = null;
        if (this.#isStopped) return;
        this.#parts.log.warn({ area: "poller", reason }, `no connection with the centre: ${reason}`);
        const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++);
        const pause = longest * (0.5 + this.#parts.random() / 2);
        this.#cancelTimer = clock.runAt(clock.now() + pause, () => this.#connect());
      },
    });
    this.#connection = connection;
    connection.open();
  }
}

interface ConnectionEvents {
  readonly welcome: () => void;
  readonly refused: (code: string) => void;
  readonly closed: (reason: string) => void;
}

class Connection {
  readonly #parts: LinkParts;
  readonly #privateKey: string;
  readonly #events: ConnectionEvents;
  readonly #pieces = new ReceivedPieces();
  #wire: Wire | null = null;
  #isOpen = true;
  isWelcome = false;
  /** The highest number that was sent here. */
  #sent = 0;
  /** Last numbers of the frames that are not acknowledged. */
  #unacknowledged: number[] = [];
  #cancelBeat: CancelTimer | undefined;
  /** By the clock that nobody sets. */
  #heardAt: number;
  #echo: [number, number] | null = null;
  /** When it said hello, by its own clock. */
  #greetedAt = -Infinity;

  constructor(parts: LinkParts, privateKey: string, events: ConnectionEvents) {
    this.#parts = parts;
    this.#privateKey = privateKey;
    this.#events = events;
    this.#heardAt = parts.clock.monotonic();
  }

  open(): void {
    this.#wire = this.#parts.dial({
      received: (text) => this.#received(text),
      closed: (reason) => this.#end(reason),
    });
    this.#beatLater();
  }

  close(reason: string): void {
    this.#wire?.close(1_000, reason);
    this.#end(reason);
  }

  /** Sends what the buffer has, as far as the window is open. */
  send(): void {
    while (this.isWelcome && this.#isOpen && this.#unacknowledged.length < LIMITS.unacknowledgedFrames) {
      const { gap, results } = this.#parts.buffer.after(this.#sent, LIMITS.results, LIMITS.resultBytes);
      const last = results.at(-1)?.[0];
      if (last === undefined) return;
      if (gap !== null) this.#say({ type: "gap", ...gap });
      this.#say({ type: "results", results });
      this.#sent = last;
      this.#unacknowledged.push(last);
    }
  }

  #received(text: string): void {
    if (!this.#isOpen) return;
    this.#heardAt = this.#parts.clock.monotonic();
    try {
      this.#handle(readFrameFromCentre(text));
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      this.close(error.message);
    }
  }

  #handle(frame: FrameFromCentre): void {
    const { buffer, lease, onAsk, onStates } = this.#parts;
    switch (frame.type) {
      case "challenge":
        return this.#greet(frame);
      case "welcome":
        this.isWelcome = true;
        this.#events.welcome();
        lease.heard(this.#greetedAt);
        if (frame.configuration === this.#parts.configurationId()) lease.current();
        buffer.seen(frame.seen);
        this.#sent = frame.seen;
        return this.send();
      case "seen":
        buffer.seen(frame.number);
        this.#unacknowledged = this.#unacknowledged.filter((last) => last > frame.number);
        return this.send();
      case "configuration": {
        const received = this.#pieces.add(frame);
        if (received !== null) void this.#configure(received);
        return;
      }
      case "ask":
        return onAsk(frame);
      case "states":
        return frame.configuration === ""
          ? onStates(frame.states)
          : this.#pieces.addStates(frame.configuration, frame.states);
      case "beat":
        this.#echo = [frame.now, this.#parts.clock.now()];
        if (this.isWelcome && frame.echo !== null) lease.heard(frame.echo[0]);
        return;
      case "refused":
        this.#events.refused(frame.code);
        return this.close(`${frame.message} (${frame.code})`);
    }
  }

  #greet({ nonce, centre, protocols }: Extract<FrameFromCentre, { type: "challenge" }>): void {
    const { clock, name, version, buffer } = this.#parts;
    const { protocols: spoken = PROTOCOLS } = this.#parts;
    // Without one in common the centre says so to both sides.
    const protocol = spoken.find((known) => protocols.includes(known)) ?? spoken[0]!;
    const time = clock.now();
    this.#greetedAt = time;
    const signature = signStatement({ purpose: "connect", centre, poller: name, nonce, time }, this.#privateKey);
    const { epoch, last } = buffer;
    const configuration = this.#parts.configurationId();
    this.#say({ type: "hello", name, signature, nonce, time, protocol, version, epoch, last, configuration });
  }

  async #configure(received: ReceivedConfiguration): Promise<void> {
    const errors = await this.#parts.onConfiguration(received);
    const { id } = received;
    // Of a connection that has ended, another one may be wanted by now.
    if (errors.length === 0 && this.#isOpen) this.#parts.lease.current();
    this.#say(errors.length === 0 ? { type: "accepted", id } : { type: "refused", id, errors: withinLimits(errors) });
  }

  #beatLater(): void {
    const { clock, counts, buffer, waiting } = this.#parts;
    this.#cancelBeat = clock.runAt(clock.now() + BEAT_SECONDS, () => {
      if (clock.monotonic() - this.#heardAt > BEAT_SECONDS * MISSING_BEATS)
        return this.close(`nothing was heard for ${BEAT_SECONDS * MISSING_BEATS} s`);
      if (this.isWelcome) {
        const buffered = buffer.size.count + waiting();
        this.#say({ type: "beat", now: clock.now(), echo: this.#echo, ...counts(), buffered });
      }
      this.#beatLater();
    });
  }

  #say(frame: FrameFromPoller): void {
    if (this.#isOpen) void this.#wire?.send(JSON.stringify(frame));
  }

  #end(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.isWelcome = false;
    this.#cancelBeat?.();
    this.#parts.lease.gone();
    this.#events.closed(reason);
  }
}

/** Errors as a frame takes them. */
const withinLimits = (errors: readonly string[]): string[] =>
  errors.slice(0, LIMITS.errors).map((error) => error.slice(0, LIMITS.errorCharacters));
