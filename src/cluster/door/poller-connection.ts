import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { isSignedBy } from "../protocol/identity.ts";
import {
  LIMITS,
  PROTOCOLS,
  type FrameFromCentre,
  type FrameFromPoller,
  type ResultRow,
  type StateRow,
} from "../protocol/frames.ts";
import { BadFrame, readFrameFromPoller } from "../protocol/read-frame.ts";
import { ClockOffset } from "./clock-offset.ts";
import { NumberLine, type Taken } from "./number-line.ts";
import type { PollerStatus } from "../../model/poller-condition.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { Wire } from "../protocol/wire.ts";
import { SendsInOrder } from "./sends-in-order.ts";
import { inFrames } from "./state-sender.ts";

/** A poller that may connect. */
export interface EnrolledPoller {
  readonly id: number;
  readonly name: string;
  readonly publicKey: string;
}

/** Part of the configuration that a poller gets, in pieces of base64. */
export interface PollerConfiguration {
  readonly id: string;
  readonly generation: number;
  readonly pieces: readonly string[];
  /** Of the resources in it. */
  readonly keys: readonly ResourceKey[];
  /** Revision of `GroupPlaces` that it was made at. */
  readonly groupRevision: number;
}

export interface ConnectionParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Id of this centre. */
  readonly centre: string;
  readonly newNonce: () => string;
  /** Which it speaks, the newest first. Default: those of this release. */
  readonly protocols?: readonly string[];
  /** Undefined for one that is unknown or revoked. */
  readonly pollerByName: (name: string) => EnrolledPoller | undefined;
  /** The highest number of an epoch that is durable. */
  readonly seenOf: (poller: EnrolledPoller, epoch: string) => number;
  /** `idThere`: of the one that it has in effect; '' if it has none. */
  readonly configurationOf: (poller: EnrolledPoller, idThere: string) => Promise<PollerConfiguration>;
  /** Present states of resources. */
  readonly statesOf: (keys: readonly ResourceKey[]) => Iterable<StateRow>;
  /** Those of them that are not of a check of the poller: of other places, and submitted ones. */
  readonly statesFromElsewhere: (poller: EnrolledPoller, keys: readonly ResourceKey[]) => Iterable<StateRow>;
  /**
   * Resolves when nothing of the poller's earlier connections is on its way to the store: what they took would be taken
   * again otherwise.
   */
  readonly settled: (poller: EnrolledPoller) => Promise<void>;
  /** Called when the poller is welcome and gets its configuration, before its results. */
  readonly onWelcome: (poller: EnrolledPoller, connection: PollerConnection) => void;
  /** Called once the poller is known. */
  readonly onConnected: (poller: EnrolledPoller, connection: PollerConnection) => void;
  readonly onClosed: (poller: EnrolledPoller, connection: PollerConnection) => void;
  /** Takes results in their order, and what was lost between them; resolves when that and `number` are durable. */
  readonly take: (
    poller: EnrolledPoller,
    from: { readonly epoch: string; readonly number: number },
    taken: Taken,
    connection: PollerConnection,
  ) => Promise<void>;
  readonly onBeat: (poller: EnrolledPoller, status: PollerStatus) => void;
  /** Called when a poller has a configuration in effect, or has refused it. */
  readonly onConfiguration: (poller: EnrolledPoller, id: string, errors: readonly string[]) => void;
}

/** Reasons for which a connection is refused or ended, as `code` of the frame `refused`. */
export type RefusedBecause =
  | "bad-frame"
  | "key-replaced"
  | "no-configuration"
  | "not-enrolled"
  | "protocol-not-spoken"
  | "replaced"
  | "revoked"
  | "results-missing"
  | "silent"
  | "stopping"
  | "store-failing"
  | "too-fast";

/** Close code of a connection that this end refuses (RFC 6455 §7.4.2: for applications). */
const REFUSED = 4_000;

/**
 * The centre's end of a connection with a poller: proves who it is, gives it its configuration, takes its results in
 * order, each once, and acknowledges what is durable.
 */
export class PollerConnection {
  readonly #parts: ConnectionParts;
  readonly #wire: Wire;
  readonly #nonce: string;
  readonly #offset = new ClockOffset();
  #poller: EnrolledPoller | null = null;
  #epoch = "";
  #numbers = new NumberLine(0);
  #unacknowledged = 0;
  #taken: Promise<void> = Promise.resolve();
  #isWelcome = false;
  /** Resources whose states the poller has: those of the configuration that it has in effect. */
  #known: ReadonlySet<ResourceKey> = new Set();
  /** Configurations that it has neither accepted nor refused, in the order in which it answers. */
  readonly #unanswered: PollerConfiguration[] = [];
  /** Configurations, and after each what is about its resources. */
  readonly #inOrder = new SendsInOrder();
  #isClosed = false;
  #status: Omit<PollerStatus, "offset"> = { version: "", running: 0, late: 0, buffered: 0 };
  /** By the clock that nobody sets. */
  #heardAt: number;
  #receivedAt: number;
  readonly #openedAt: number;

  constructor(parts: ConnectionParts, wire: Wire) {
    this.#parts = parts;
    this.#wire = wire;
    this.#nonce = parts.newNonce();
    this.#heardAt = parts.clock.monotonic();
    this.#openedAt = parts.clock.now();
    this.#receivedAt = this.#openedAt;
    void this.#send({ type: "challenge", nonce: this.#nonce, centre: parts.centre, protocols: [...this.#protocols] });
  }

  get #protocols(): readonly string[] {
    return this.#parts.protocols ?? PROTOCOLS;
  }

  /** Null until it is known. */
  get poller(): EnrolledPoller | null {
    return this.#poller;
  }

  get status(): PollerStatus {
    return { ...this.#status, offset: this.#offset.seconds };
  }

  /** True while it may have another configuration in effect than the last one that it has answered. */
  get isConfiguring(): boolean {
    return this.#unanswered.length > 0;
  }

  /** Seconds since the last frame, or since it was opened, whatever the clock was set to meanwhile. */
  get silentSeconds(): number {
    return this.#parts.clock.monotonic() - this.#heardAt;
  }

  /** Resolves when nothing that it took is on its way to the store. */
  get settled(): Promise<void> {
    return this.#taken;
  }

  /** Takes a text frame; whatever is wrong with it ends the connection. */
  received(text: string): void {
    if (this.#isClosed) return;
    this.#heardAt = this.#parts.clock.monotonic();
    this.#receivedAt = this.#parts.clock.now();
    try {
      this.#handle(readFrameFromPoller(text));
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      this.refuse("bad-frame", error.message);
    }
  }

  /** To be called when the socket is gone. */
  closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#poller !== null) this.#parts.onClosed(this.#poller, this);
  }

  refuse(code: RefusedBecause, message: string): void {
    if (this.#isClosed) return;
    this.#parts.log.warn(
      { area: "pollers", poller: this.#poller?.name, code },
      `connection of a poller ended: ${message}`,
    );
    void this.#send({ type: "refused", code, message: message.slice(0, 500) });
    this.#wire.close(REFUSED, code);
    this.closed();
  }

  /** Gives it another configuration, with the states of the resources that are new to it. */
  configure(configuration: PollerConfiguration): void {
    if (!this.#isWelcome) return;
    this.#unanswered.push(configuration);
    this.#inOrder.add(() => this.#sendConfiguration(configuration));
  }

  ask(ask: Omit<Extract<FrameFromCentre, { type: "ask" }>, "type">): void {
    this.#inOrder.add(() => this.#send({ type: "ask", ...ask }));
  }

  /** Gives it states of resources that it knows. */
  tell(states: readonly StateRow[]): void {
    if (this.#isWelcome)
      this.#inOrder.add(() => this.#send({ type: "states", configuration: "", states: [...states] }));
  }

  /** A frame leaves before the next is made: there may be a million states. */
  async #sendConfiguration({ id, generation, pieces, keys }: PollerConfiguration): Promise<void> {
    const news = keys.filter((key) => !this.#known.has(key));
    for (const states of inFrames(this.#parts.statesOf(news))) {
      await this.#send({ type: "states", configuration: id, states: [...states] });
      if (this.#isClosed) return;
    }
    for (const [piece, data] of pieces.entries())
      await this.#send({ type: "configuration", id, generation, piece, of: pieces.length, data });
  }

  beat(): void {
    void this.#send({ type: "beat", now: this.#parts.clock.now(), echo: this.#offset.echo() });
  }

  #handle(frame: FrameFromPoller): void {
    if (frame.type === "hello") return this.#greet(frame);
    const poller = this.#poller;
    if (poller === null || !this.#isWelcome)
      return this.refuse("not-enrolled", "A poller says hello, and nothing more before it is welcome.");
    switch (frame.type) {
      case "results":
        return this.#take(poller, frame.results);
      case "gap":
        if (frame.to < frame.from) throw new BadFrame('Frame "gap": "to" is before "from".');
        if (this.#numbers.leaveOut(frame)) return;
        return this.refuse("too-fast", "Gaps without results after them are sent again and again.");
      case "accepted":
        this.#known = new Set(this.#answered(frame).keys);
        return this.#parts.onConfiguration(poller, frame.id, []);
      case "refused":
        this.#answered(frame);
        return this.#parts.onConfiguration(poller, frame.id, frame.errors);
      case "beat": {
        const { running, late, buffered } = frame;
        this.#status = { ...this.#status, running, late, buffered };
        this.#offset.heard(frame.now, frame.echo, this.#receivedAt);
        this.#parts.onBeat(poller, this.status);
        return;
      }
    }
  }

  /** The configuration that this frame is about. Throws `BadFrame` if it is not the next one to be answered. */
  #answered({ type, id }: { readonly type: string; readonly id: string }): PollerConfiguration {
    const configuration = this.#unanswered.shift();
    if (configuration?.id !== id) throw new BadFrame(`Frame "${type}": there is no such configuration to answer.`);
    return configuration;
  }

  #greet(hello: Extract<FrameFromPoller, { type: "hello" }>): void {
    if (this.#poller !== null) throw new BadFrame('Frame "hello" is sent once.');
    const { name, nonce, time, epoch, signature, protocol, version } = hello;
    const poller = this.#parts.pollerByName(name);
    const statement = { purpose: "connect", centre: this.#parts.centre, poller: name, nonce, time } as const;
    // One answer for all of it: who may not connect does not learn which pollers there are.
    if (poller === undefined || nonce !== this.#nonce || !isSignedBy(statement, signature, poller.publicKey))
      return this.refuse("not-enrolled", `No poller "${name}" is enrolled with this key.`);
    if (!this.#protocols.includes(protocol))
      return this.refuse(
        "protocol-not-spoken",
        `This centre speaks ${this.#protocols.join(" and ")}, and poller ${name}, release ${version}, ${protocol}: ` +
          "their releases are too far apart.",
      );
    this.#poller = poller;
    this.#epoch = epoch;
    this.#status = { ...this.#status, version };
    // Times of its results are corrected from the first one on: the challenge was sent when the connection was opened.
    this.#offset.heard(time, [this.#openedAt, time], this.#receivedAt);
    const settled = this.#parts.settled(poller);
    this.#parts.onConnected(poller, this);
    this.#taken = settled
      .then(() => this.#welcome(poller, hello.configuration))
      .catch((error: Error) =>
        this.refuse("no-configuration", `Its configuration could not be made: ${error.message}`),
      );
  }

  async #welcome(poller: EnrolledPoller, configurationThere: string): Promise<void> {
    const configuration = await this.#parts.configurationOf(poller, configurationThere);
    if (this.#isClosed) return;
    const seen = this.#parts.seenOf(poller, this.#epoch);
    this.#numbers = new NumberLine(seen);
    const { id, generation } = configuration;
    void this.#send({ type: "welcome", seen, now: this.#parts.clock.now(), configuration: id, generation });
    this.#isWelcome = true;
    if (configurationThere === id) {
      this.#known = new Set(configuration.keys);
      // They may have changed since its last connection.
      for (const states of inFrames(this.#parts.statesFromElsewhere(poller, configuration.keys))) this.tell(states);
      this.#parts.onConfiguration(poller, id, []);
    } else this.configure(configuration);
    this.#parts.onWelcome(poller, this);
  }

  #take(poller: EnrolledPoller, results: readonly ResultRow[]): void {
    const taken = this.#numbers.take(results);
    if (taken === null) return this.refuse("results-missing", "Numbers are left out that no gap has announced.");
    if (++this.#unacknowledged > LIMITS.unacknowledgedFrames)
      return this.refuse("too-fast", `At most ${LIMITS.unacknowledgedFrames} frames of results wait for an answer.`);
    const number = this.#numbers.last;
    // A frame that fails ends the connection, and what follows it is sent again with it.
    this.#taken = this.#taken.then(async () => {
      if (this.#isClosed) return;
      try {
        if (taken.results.length > 0) await this.#parts.take(poller, { epoch: this.#epoch, number }, taken, this);
      } catch (error) {
        return this.refuse("store-failing", `Results could not be stored: ${(error as Error).message}`);
      }
      this.#unacknowledged--;
      void this.#send({ type: "seen", number });
    });
  }

  async #send(frame: FrameFromCentre): Promise<void> {
    if (!this.#isClosed) await this.#wire.send(JSON.stringify(frame));
  }
}
