import { KIND_GROUP_NAMES, type KindGroup } from "../../parts/history/kind-groups.ts";
import { oneOf, said, text, type RawSearch } from "../search.ts";

export const EVENT_RANGES = ["hour", "midnight", "day", "week", "month", "all"] as const;
export type EventRange = (typeof EVENT_RANGES)[number];

export interface EventsSearch {
  readonly q?: string;
  readonly text?: string;
  /** Names of groups of kinds, between commas. */
  readonly kinds?: string;
  readonly range?: EventRange;
  /** The list begins at this time, RFC 3339. */
  readonly to?: string;
}

/** What stands in the address of the page of events. */
export const eventsSearch = (raw: RawSearch): EventsSearch =>
  said({
    q: text(raw["q"]),
    text: text(raw["text"]),
    kinds: kindGroupsOf(raw["kinds"]).join(",") || undefined,
    range: oneOf(EVENT_RANGES, raw["range"]),
    to: Number.isNaN(Date.parse(raw["to"] ?? "")) ? undefined : raw["to"],
  });

export const kindGroupsOf = (names: string | undefined): readonly KindGroup[] =>
  KIND_GROUP_NAMES.filter((name) => names?.split(",").includes(name));
