import { InvalidArgumentError } from "commander";

/** Reads a date, or a month as its first day. */
export function dateOption(text: string): string {
  if (/^\d{4}-\d\d$/.test(text)) return `${text}-01`;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw new InvalidArgumentError("Expected a date such as 2026-10-01, or a month such as 2026-10.");
}
