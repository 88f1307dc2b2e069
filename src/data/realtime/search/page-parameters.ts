import { Refusal } from "../../../model/refusal.ts";
import { leadingNumber } from "../../../lib/leading-number.ts";

/** `page`, default 1 (contract §4.2). Refuses a page below 1, and text, which counts as 0. */
export function readPage(text: string | undefined): number {
  const page = text === undefined ? 1 : wholeNumber(text);
  if (page < 1) throw new Refusal("list-page", "An error has occurred in a repository");
  return page;
}

/** `limit`, default 10; 0 gives only the total; there is no maximum (contract §4.2). Refuses a negative one. */
export function readLimit(text: string | undefined): number {
  const limit = text === undefined ? 10 : wholeNumber(text);
  if (limit < 0) throw new Refusal("list-limit", "An error has occurred in a repository");
  return limit;
}

function wholeNumber(text: string): number {
  const number = Math.trunc(leadingNumber(text));
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number)) + 0;
}
