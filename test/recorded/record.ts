import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Expected answer. `status`: one, or any of several. */
export interface Expectation {
  readonly compare: "exact" | "subset" | "error" | "prefix" | "status" | "skip";
  readonly status: number | readonly number[];
  readonly message?: string;
  readonly body?: unknown;
  readonly note?: string;
  readonly ties?: string;
  readonly ignore?: readonly string[];
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Sent byte for byte. */
  readonly rawQuery: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Text is sent unchanged; other values as JSON, with numbers spelled as in the file. */
  readonly body: unknown;
  readonly as: string | null;
}

/** Recorded request with the answer of the reference and the answer expected from Vigie. */
export interface Recorded {
  readonly id: number;
  readonly group: string;
  readonly note: string;
  readonly request: RecordedRequest;
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly commands?: readonly string[];
  readonly expect: Expectation;
}

/** Reads all records of a reference folder, by number. */
export function readRecords(referenceFolder: string): readonly Recorded[] {
  const folder = join(referenceFolder, "recorded");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => parseRecord(readFileSync(join(folder, name), "utf8")));
}

/** Parses JSON; a number with another spelling (`12.0`) keeps it when serialized again. */
export function parseRecord(text: string): Recorded {
  const keepSpelling = (_key: string, value: unknown, context?: { readonly source: string }): unknown =>
    typeof value === "number" && context !== undefined && context.source !== String(value)
      ? spelled(value, context.source)
      : value;
  const record: Recorded = JSON.parse(text, keepSpelling);
  const plain: Recorded = JSON.parse(text);
  return { ...plain, request: { ...plain.request, body: record.request.body } };
}

// JSON.rawJSON (ECMAScript, JSON.parse source text access) is not in the type library yet.
const spelled = (value: number, source: string): unknown =>
  "rawJSON" in JSON && typeof JSON.rawJSON === "function" ? JSON.rawJSON(source) : value;

/** Body to send; undefined for none. */
export function bodyText(body: unknown): string | undefined {
  if (body === null) return undefined;
  return typeof body === "string" ? body : JSON.stringify(body);
}
