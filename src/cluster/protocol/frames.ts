import Type, { type Static } from "typebox";

/**
 * What a poller and its centre say to each other over one WebSocket: JSON text frames, each with its `type`. A result is
 * numbered by its poller, acknowledged by the highest number that is durable at the centre, and kept until then.
 *
 * Protocols that this release speaks, the newest first: at most two, so that releases next to each other have one in
 * common. `challenge`, `hello` and `refused` are the same in all.
 */
export const PROTOCOLS: readonly string[] = ["vigie-poller.1"];

/** Of every protocol: a centre lets in whoever speaks any of them, so as to say which it speaks itself. */
export const ANY_PROTOCOL = /^vigie-poller\.\d{1,9}$/;

export const LIMITS = {
  /** Largest frame, in bytes. */
  frameBytes: 1_048_576,
  /** Most results of a frame, and their bytes. */
  results: 500,
  resultBytes: 262_144,
  /** Most states of a frame. */
  states: 500,
  /** Frames of results that are sent before the first of them is acknowledged. */
  unacknowledgedFrames: 8,
  /** Most errors of a refused configuration, and characters of one. */
  errors: 50,
  errorCharacters: 1_000,
  /** Characters of base64 of one piece of a configuration. */
  pieceCharacters: 524_288,
} as const;

/** A side that hears nothing for three of them takes the other one for away. */
export const BEAT_SECONDS = 5;
export const MISSING_BEATS = 3;

const text = (maxLength: number) => Type.String({ maxLength });
const count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** Of a result: there is room for those that follow. */
const number = Type.Integer({ minimum: 0, maximum: 2 ** 52 });
const id = Type.Integer({ minimum: 0, maximum: 2 ** 26 - 1 });
const time = Type.Number({ minimum: 0, maximum: 2 ** 40 });
const frame = <const Name extends string, Members extends Parameters<typeof Type.Object>[0]>(
  name: Name,
  members: Members,
) => Type.Object({ type: Type.Literal(name), ...members }, { additionalProperties: false });

/**
 * One result: its number, host, service (0: the host itself), return code, type, when it was due, started and finished,
 * text, long text, perfdata, and the command line as shown.
 */
const Result = Type.Tuple([
  number,
  id,
  id,
  Type.Integer({ minimum: 0, maximum: 3 }),
  Type.Union([Type.Literal("active"), Type.Literal("passive")]),
  Type.Union([time, Type.Null()]),
  time,
  time,
  text(65_536),
  text(65_536),
  text(65_536),
  Type.Union([text(65_536), Type.Null()]),
]);

const Ask = {
  host: id,
  service: id,
  /** `now`: forced; `on-demand`: without moving the plan; `at`: forced at that time. */
  how: Type.Union([Type.Literal("now"), Type.Literal("on-demand"), Type.Literal("at")]),
  at: Type.Union([time, Type.Null()]),
};

export const FROM_CENTRE = Type.Union([
  /** First frame: proves nothing yet, asks the poller to sign. */
  frame("challenge", { nonce: text(64), centre: text(64), protocols: Type.Array(text(40), { maxItems: 8 }) }),
  /** `seen`: the highest number of this epoch that is durable. `generation`: of the poller's part of the configuration. */
  frame("welcome", { seen: number, now: time, configuration: text(64), generation: count }),
  frame("seen", { number }),
  /** A piece of a configuration: base64 of a part of its deflated JSON. */
  frame("configuration", {
    id: text(64),
    generation: count,
    piece: count,
    of: count,
    data: text(LIMITS.pieceCharacters),
  }),
  frame("ask", Ask),
  /**
   * States of resources (host, service, check part). Those of a configuration are sent before its pieces, with its id;
   * with '' those that changed at the centre and not by this poller.
   */
  frame("states", {
    configuration: text(64),
    states: Type.Array(Type.Tuple([id, id, Type.Object({})]), { maxItems: LIMITS.states }),
  }),
  frame("beat", { now: time, echo: Type.Union([Type.Tuple([time, time]), Type.Null()]) }),
  /** Why the connection is about to be closed. */
  frame("refused", { code: text(40), message: text(500) }),
]);

export const FROM_POLLER = Type.Union([
  frame("hello", {
    name: text(80),
    signature: text(200),
    nonce: text(64),
    time,
    protocol: text(40),
    version: text(40),
    /** Made with the buffer: numbers of another one mean other results. */
    epoch: text(40),
    /** The highest number that was given. */
    last: count,
    /** Configuration in effect; '' if none. */
    configuration: text(64),
  }),
  /** Numbers rise; those that are left out were given up, by a gap that was sent before. */
  frame("results", { results: Type.Array(Result, { minItems: 1, maxItems: LIMITS.results }) }),
  /** So many results with numbers from `from` to `to` were given up: the buffer was full. Other numbers were not used. */
  frame("gap", { from: number, to: number, count }),
  frame("accepted", { id: text(64) }),
  frame("refused", { id: text(64), errors: Type.Array(text(LIMITS.errorCharacters), { maxItems: LIMITS.errors }) }),
  frame("beat", {
    now: time,
    echo: Type.Union([Type.Tuple([time, time]), Type.Null()]),
    running: count,
    late: count,
    buffered: count,
  }),
]);

export type FrameFromCentre = Static<typeof FROM_CENTRE>;
export type FrameFromPoller = Static<typeof FROM_POLLER>;
export type Ask = Omit<Extract<FrameFromCentre, { type: "ask" }>, "type">;
export type StateRow = Extract<FrameFromCentre, { type: "states" }>["states"][number];
export type ResultRow = Static<typeof Result>;
export type Unnumbered = ResultRow extends [number, ...infer Rest] ? Rest : never;
