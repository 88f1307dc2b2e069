import { externalsOfRow } from "../resource/links.ts";
import type { LiveRowSource } from "./row-of-path.ts";

/** Address that a page may lead to. */
export interface Link {
  readonly kind: "notes" | "action";
  readonly url: string;
}

/** Addresses of the definition with macros replaced: http and https alone, since others may run in the page. */
export function linksOf(row: LiveRowSource): readonly Link[] {
  const { action_url: action, notes } = externalsOfRow(row);
  return [...linkOf("notes", notes.url ?? ""), ...linkOf("action", action ?? "")];
}

function linkOf(kind: Link["kind"], text: string): readonly Link[] {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:") ? [{ kind, url: url.href }] : [];
}
