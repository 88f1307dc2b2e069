import { headerValue } from "./http-response.ts";
import type { ReturnCode } from "../outcome.ts";

export interface AgeProblem {
  readonly code: ReturnCode;
  readonly text: string;
}

const hour = 3600;
const wholeDaysFrom = 2 * 24 * hour;

/** Compares Last-Modified with the server's own Date (-M). Null if the document is young enough. */
export function documentAgeProblem(header: string, maxAge: number): AgeProblem | null {
  const served = headerValue(header, "Date");
  const modified = headerValue(header, "Last-Modified");
  if (served === null) return { code: 3, text: "Server date unknown" };
  if (modified === null) return { code: 2, text: "Document modification date unknown" };
  const servedAt = Date.parse(served) / 1000;
  const modifiedAt = Date.parse(modified) / 1000;
  if (Number.isNaN(servedAt)) return { code: 2, text: `Server date "${served}" unparsable` };
  if (Number.isNaN(modifiedAt)) return { code: 2, text: `Document date "${modified}" unparsable` };
  const age = servedAt - modifiedAt;
  if (age < -30) return { code: 2, text: `Document is ${-age} seconds in the future` };
  return age > maxAge ? { code: 2, text: `Last modified ${inWords(age)} ago` } : null;
}

function inWords(age: number): string {
  if (age > wholeDaysFrom) return `${(age / (24 * hour)).toFixed(1)} days`;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${Math.floor(age / hour)}:${two(Math.floor(age / 60) % 60)}:${two(age % 60)}`;
}
