import type { TSchema } from "typebox";
import { CREDENTIALS } from "../client-site.ts";
import { members, text, whole } from "./shapes.ts";

/** One request of a client, and what it does with the answer. */
export interface RecordedCall {
  /** What the client is about, in the words of its user; unique in its table. */
  readonly name: string;
  /**
   * Method and target below the base of the client, byte for byte as it sends them. `{name}` is what an earlier call
   * kept; so is the text `"{name}"` in a body.
   */
  readonly request: string;
  /** The target is the whole path. */
  readonly isOutsideBase?: true;
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown;
  /** Beside those of every call of this client. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly reads?: TSchema;
  /** Values for later calls. */
  readonly keeps?: Readonly<Record<string, (answer: never) => string | number>>;
  /** The client reads again until the answer is as it wants. */
  readonly isRepeated?: true;
}

export interface RecordedClient {
  readonly name: string;
  /** Path of its setting, up to the version. */
  readonly base: string;
  /** Header of the token once it is known; `X-AUTH-TOKEN` without it. */
  readonly tokenHeader?: string;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly calls: readonly RecordedCall[];
}

/** A login as all clients send it, and what most of them read. */
export const login = (name = "log in", reads?: TSchema): RecordedCall => ({
  name,
  request: "POST /login",
  body: { security: { credentials: CREDENTIALS } },
  status: 200,
  reads: reads ?? members({ contact: members({ id: whole, alias: text }), security: members({ token: text }) }),
  keeps: { token: (answer: { security: { token: string } }) => answer.security.token },
});

/** Query that is escaped as libraries do it. */
export const query = (parameters: Readonly<Record<string, string | number>>): string =>
  `?${new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]))}`;

/** For `keeps`. */
export const idOf = ({ id }: { readonly id: number }): number => id;
export const firstId = ({ result }: { readonly result: readonly { readonly id: number }[] }): number => result[0]!.id;

const HOUR_MS = 3_600_000;
const startOfRun = Math.floor(Date.now() / 1000) * 1000;

/** Times of downtimes: now and in an hour, as `Date.toISOString` without the fraction. */
export const NOW = new Date(startOfRun).toISOString().replace(".000", "");
export const IN_AN_HOUR = new Date(startOfRun + HOUR_MS).toISOString().replace(".000", "");
export const AN_HOUR_AGO = new Date(startOfRun - HOUR_MS).toISOString().replace(".000", "");
