import { printable } from "../../lib/printable.ts";
import type { Style } from "../../lib/table.ts";
import { stateStyle } from "../monitoring/state-words.ts";

/** Line of the log, as pino writes it in JSON. */
interface LogLine {
  readonly level: number;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly msg: string;
  readonly area?: string;
  /** `type`: name of its class. */
  readonly err?: {
    readonly type?: string;
    readonly message?: string;
    readonly stack?: string;
    readonly code?: string;
  };
  readonly [field: string]: unknown;
}

/** Shows a text in a style, or as it is where there are no colours. */
export type Paint = (style: Style, text: string) => string;

const LEVELS: Readonly<Record<number, readonly [word: string, style: Style]>> = {
  10: ["TRACE", "gray"],
  20: ["DEBUG", "gray"],
  30: ["INFO ", "green"],
  40: ["WARN ", "yellow"],
  50: ["ERROR", "red"],
  60: ["FATAL", "red"],
};
const ERROR = 50;
const AREA_WIDTH = 12;
const MAX_FIELD_LENGTH = 500;
/** Shown elsewhere in the line, or of no use to people. */
const NOT_LISTED: ReadonlySet<string> = new Set(["level", "time", "msg", "area", "err"]);

/**
 * A line of the log for people: local time, level, area, and a sentence; the fields follow if the sentence does not
 * repeat them (`area`). The stack of an error is on lines of its own, indented.
 */
export function textLine(json: string, paint: Paint): string {
  const line = JSON.parse(json) as LogLine;
  const [word, style] = LEVELS[line.level] ?? [`${line.level}`, "gray"];
  const area = printable(line.area ?? "server").padEnd(AREA_WIDTH);
  const head = `${localIso(line.time)} ${paint(style, word)} ${area} ${sentence(line, paint)}`;
  const fields = line.area === undefined ? fieldWords(line) : "";
  const { err } = line;
  if (err === undefined) return `${head}${fields}\n`;
  // A refusal says what is wrong; where in the program it was found helps nobody.
  const stack = line.level >= ERROR && err.type !== "Refusal" ? stackLines(err.stack) : "";
  return `${head}${fields}: ${shown(err.message ?? err)}\n${stack}`;
}

function sentence({ msg, state }: LogLine, paint: Paint): string {
  const text = printable(msg);
  const style = typeof state === "string" ? stateStyle(state) : undefined;
  // The name of the state stands once, after the name of what has it.
  return style === undefined ? text : text.replace(` is ${String(state)}`, ` is ${paint(style, String(state))}`);
}

function fieldWords(line: LogLine): string {
  const words = Object.entries(line).flatMap(([name, value]) =>
    NOT_LISTED.has(name) || value === null ? [] : [`${printable(name)}: ${shown(value)}`],
  );
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return printable(text.length > MAX_FIELD_LENGTH ? `${text.slice(0, MAX_FIELD_LENGTH)}…` : text);
}

const stackLines = (stack = ""): string =>
  stack
    .split("\n")
    .slice(1)
    .map((place) => `    ${printable(place.trim())}\n`)
    .join("");

/** Local time with its offset from UTC, such as `2026-11-29T15:04:05.123+01:00`. */
function localIso(utc: string): string {
  const at = new Date(utc);
  const minutes = -at.getTimezoneOffset();
  const shifted = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${shifted}${minutes < 0 ? "-" : "+"}${hours}:${rest}`;
}
