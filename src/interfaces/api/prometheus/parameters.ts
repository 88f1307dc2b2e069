import type { FastifyRequest } from "fastify";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { parseTime } from "../../../lib/rfc3339.ts";
import { parseDurationMs } from "../../metrics/promql/syntax/literals.ts";
import { PromqlError } from "../../metrics/promql/promql-error.ts";

/** Parameters of the query and, with POST, of the form. */
export class Parameters {
  readonly #values: URLSearchParams;

  constructor(request: FastifyRequest) {
    const [, query = ""] = request.raw.url?.split("?", 2) ?? [];
    const { body } = request;
    this.#values = new URLSearchParams([
      ...new URLSearchParams(query),
      ...(body instanceof URLSearchParams ? body : []),
    ]);
  }

  text(name: string): string {
    const value = this.#values.get(name);
    if (value === null) throw new PromqlError("syntax", `missing parameter ${JSON.stringify(name)}`);
    return value;
  }

  texts(name: string): readonly string[] {
    return this.#values.getAll(name);
  }

  /** Milliseconds of a time: Unix seconds with a fraction, or RFC 3339. */
  timeMs(name: string, fallback?: UnixSeconds): number {
    const text = this.#values.get(name);
    if (text === null && fallback !== undefined) return Math.round(fallback * 1000);
    const seconds = parseTime(this.text(name));
    if (seconds === undefined || Math.abs(seconds) > MAX_SECONDS)
      throw new PromqlError("syntax", `invalid parameter ${JSON.stringify(name)}: cannot parse it to a time`);
    return Math.round(seconds * 1000);
  }

  /** Milliseconds of a duration: seconds with a fraction, or such as `1h30m`. */
  durationMs(name: string): number {
    const text = this.text(name);
    const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : parseDurationMs(text);
    if (ms === null || !(ms > 0) || ms > MAX_SECONDS * 1000)
      throw new PromqlError("syntax", `invalid parameter ${JSON.stringify(name)}: cannot parse it to a duration`);
    return Math.round(ms);
  }
}

const MAX_SECONDS = 2 ** 33;
