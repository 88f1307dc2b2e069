import type { HistoryEvent } from "../../data/wire-detail.ts";
import { eventText } from "../../parts/history/event-text.ts";
import { KIND_GROUP_NAMES, KIND_GROUPS } from "../../parts/history/kind-groups.ts";
import type { Messages } from "../../words/messages.ts";
import type { EventsSearch } from "../events/search.ts";

/** What a command did to many, without the number of the record of one of them. */
export function commandText(event: HistoryEvent, words: Messages): string {
  if (event.kind === "operator-action") return eventText({ ...event, output: "" }, words);
  const kinds: Readonly<Record<string, string>> = words.events.kinds;
  const what = kinds[event.kind] ?? event.kind;
  const said = event.by === null ? what : words.overview.doneBy(what, event.by);
  return event.output === "" ? said : `${said}: ${event.output}`;
}

/** The list of the events that a command made, and of older ones that are like them. */
export function eventsLike({ kind, time, output }: HistoryEvent): EventsSearch {
  const kinds = KIND_GROUP_NAMES.find((name) => (KIND_GROUPS[name] as readonly string[]).includes(kind));
  return {
    ...(kinds !== undefined && { kinds }),
    ...(output !== "" && output.length <= LONGEST_TEXT && { text: output }),
    // The time of an event is its second.
    ...(time !== null && { to: new Date(Date.parse(time) + 1_000).toISOString() }),
  };
}

const LONGEST_TEXT = 100;
