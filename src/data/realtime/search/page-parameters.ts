import { Refusal } from "../../../model/refusal.ts";
import { leadingNumber } from "../../../lib/leading-number.ts";

/** What a number that is no integer is: 0 or its leading digits (contract §4.2), or an error (later versions §1.2). */
export type UnreadableNumber = "zero" | "refused";

/** `page`, default 1 (contract §4.2). Refuses a page below 1, and text, which counts as 0. */
export function readPage(text: string | undefined, unreadable: UnreadableNumber): number {
  if (unreadable === "refused") requireInteger("page", text);
  const page = text === undefined ? 1 : wholeNumber(text);
  if (page < 1) throw new Refusal("list-page", "An error has occurred in a repository");
  return page;
}

/** `limit`, default 10; 0 gives only the total; there is no maximum (contract §4.2). Refuses a negative one. */
export function readLimit(text: string | undefined, unreadable: UnreadableNumber): number {
  if (unreadable === "refused") requireInteger("limit", text);
  const limit = text === undefined ? 10 : wholeNumber(text);
  if (limit < 0) throw new Refusal("list-limit", "An error has occurred in a repository");
  return limit;
}

function requireInteger(name: "page" | "limit", text: string | undefined): void {
  if (text !== undefined && !/^\s*[-+]?\d+\s*$/.test(text))
    throw new Refusal(`list-${name}`, `The parameter "${name}" must be an integer`);
}

function wholeNumber(text: string): number {
  const number = Math.trunc(leadingNumber(text));
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number)) + 0;
}
