import type { Query } from "../../data/client.ts";
import { kindsOfGroups } from "../../parts/history/kind-groups.ts";
import { kindGroupsOf, type EventRange, type EventsSearch } from "./search.ts";

const SECONDS: Readonly<Record<EventRange, number | null>> = {
  hour: 3_600,
  day: 86_400,
  week: 7 * 86_400,
  month: 31 * 86_400,
  all: null,
};

/** Query of the API for what the address says. Texts are searched within 31 days. */
export function logQuery({ q, text, kinds, range = "day", to }: EventsSearch, now: number): Query {
  const end = to === undefined ? now : Date.parse(to);
  const seconds = SECONDS[text !== undefined && range === "all" ? "month" : range];
  return {
    q,
    search: text,
    kind: kindsOfGroups(kindGroupsOf(kinds)),
    from: seconds === null ? undefined : Math.floor(end / 1_000) - seconds,
    to: to === undefined ? undefined : Math.floor(end / 1_000),
  };
}
