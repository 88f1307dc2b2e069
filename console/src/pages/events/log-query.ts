import type { Query } from "../../data/client.ts";
import { kindsOfGroups } from "../../parts/history/kind-groups.ts";
import { kindGroupsOf, type EventRange, type EventsSearch } from "./search.ts";

const SECONDS: Readonly<Record<Exclude<EventRange, "midnight">, number | null>> = {
  hour: 3_600,
  day: 86_400,
  week: 7 * 86_400,
  month: 31 * 86_400,
  all: null,
};

/** Query of the API for what the address says, in the zone of the person. Texts are searched within 31 days. */
export function logQuery({ q, text, kinds, range = "day", to }: EventsSearch, now: number, zone: string): Query {
  const end = to === undefined ? now : Date.parse(to);
  return {
    q,
    search: text,
    kind: kindsOfGroups(kindGroupsOf(kinds)),
    from: startOf(text !== undefined && range === "all" ? "month" : range, end, zone),
    to: to === undefined ? undefined : Math.floor(end / 1_000),
  };
}

function startOf(range: EventRange, end: number, zone: string): number | undefined {
  if (range === "midnight")
    return Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds / 1_000;
  const seconds = SECONDS[range];
  return seconds === null ? undefined : Math.floor(end / 1_000) - seconds;
}
