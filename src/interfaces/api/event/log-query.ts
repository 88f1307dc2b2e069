import type { FastifyRequest } from "fastify";
import { EVENT_KINDS, isEventKind, type EventKind } from "../../../data/history/months/event-kinds.ts";
import { parseQuery } from "../../../data/realtime/query/parse-query.ts";
import type { EventFilter, Position } from "../../../data/history/months/event-query.ts";
import { wordsOf } from "../../../data/history/months/words.ts";
import { MAY_HIDE_NAMES } from "../hidden-names.ts";
import { namesOf } from "../../../model/inventory-index.ts";
import { hostKey, type ResourceKey } from "../../../model/resource-key.ts";
import { Refusal } from "../../../model/refusal.ts";
import { refuseField } from "../body-refusal.ts";
import type { ApiParts } from "../api-parts.ts";
import { callerOf } from "../rights.ts";
import { foundTarget, servicesOfTarget, targetOf } from "../target.ts";
import { textIn, timeIn } from "../query-parameters.ts";
import { MAX_SEARCH_DAYS, MAX_SEARCH_LENGTH } from "./schema.ts";
import { visibleKeys } from "./visible-keys.ts";

const MAX_WORDS = 10;
const DAY_SECONDS = 86_400;

type Parts = Pick<ApiParts, "realtime" | "inventory" | "events" | "clock" | "live">;

/** Reads the filters. Refuses with `invalid-body`, and with `not-found` for an object that is not seen. */
export function filterOf(request: FastifyRequest, parts: Parts): EventFilter {
  const kinds = kindsOf(textIn(request, "kind"));
  const keys = bothOf(keysOf(request, parts), keysOfSearch(request, parts));
  const [from, to] = [timeIn(request, "from"), timeIn(request, "to")];
  if (from !== undefined && to !== undefined && to <= from) refuseField("to", "This should be later than `from`.");
  const filter: EventFilter = {
    ...(kinds === undefined ? {} : { kinds }),
    ...(keys === undefined ? {} : { keys }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const search = textIn(request, "search");
  if (search === undefined) return filter;
  const searched = callerOf(request).visibility.seesAll ? filter : { ...filter, kinds: withoutHidden(kinds) };
  return { ...searched, ...searchOf(search, request, filter, parts) };
}

/** A text that is found would tell a name that the reason of the event hides. */
const withoutHidden = (kinds: readonly EventKind[] = EVENT_KINDS): readonly EventKind[] =>
  kinds.filter((kind) => !MAY_HIDE_NAMES.has(kind));

/** Reads the position of `cursor`, or `before`. Refuses with `invalid-body`. */
export function positionOf(request: FastifyRequest): Position | undefined {
  const name = textIn(request, "cursor") === undefined ? "before" : "cursor";
  const text = textIn(request, name);
  if (text === undefined) return undefined;
  const match = /^(-?\d{1,16}(?:\.\d{1,16})?)_(\d{1,16})$/.exec(text);
  return match === null
    ? refuseField(name, "This should be `meta.next` of the page before.")
    : { at: Number(match[1]), id: Number(match[2]) };
}

function kindsOf(text: string | undefined): readonly EventKind[] | undefined {
  if (text === undefined) return undefined;
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  const kinds = names.filter(isEventKind);
  if (kinds.length < names.length) refuseField("kind", `These kinds are known: ${EVENT_KINDS.join(", ")}.`);
  return kinds;
}

/** Resources that match `q`; undefined without it. Throws a `QueryMistake`. */
function keysOfSearch(request: FastifyRequest, { live }: Pick<Parts, "live">): readonly ResourceKey[] | undefined {
  const query = parseQuery(textIn(request, "q") ?? "");
  return query.terms.length === 0 ? undefined : live.keysOf(query, callerOf(request).visibility);
}

function bothOf(
  one: readonly ResourceKey[] | undefined,
  other: readonly ResourceKey[] | undefined,
): readonly ResourceKey[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const others = new Set(other);
  return one.filter((key) => others.has(key));
}

/** Resources whose events are wanted; undefined: all, and the server. */
function keysOf(request: FastifyRequest, { realtime, inventory }: Parts): readonly ResourceKey[] | undefined {
  const { visibility } = callerOf(request);
  const names = namesOf(inventory());
  const [host, service, group] = ["host", "service", "hostgroup"].map((name) => textIn(request, name));
  if (service !== undefined && host === undefined) refuseField("service", "This needs `host`.");
  if (host !== undefined && group !== undefined) refuseField("hostgroup", "This cannot be combined with `host`.");
  const ofHost = (hostId: number): readonly ResourceKey[] => [
    hostKey(hostId),
    ...servicesOfTarget(realtime, hostId, visibility).map(({ key }) => key),
  ];
  if (group !== undefined) {
    const found = names.hostGroups.get(group);
    if (found === undefined || !(visibility.seesAll || visibility.seesHostGroup(found.id)))
      throw new Refusal("not-found", "Host group not found");
    return realtime.hostsOfGroup(found, visibility).flatMap((row) => ofHost(row.host.hostId));
  }
  if (host === undefined) return visibleKeys(inventory(), visibility);
  const hostId = names.hosts.get(host)?.hostId ?? 0;
  if (service === undefined || service === "") {
    const found = foundTarget(targetOf(realtime, "host", hostId, 0, visibility), "host");
    return service === "" ? [found.resource.key] : ofHost(hostId);
  }
  const serviceId = names.service(host, service)?.serviceId ?? 0;
  return [foundTarget(targetOf(realtime, "service", hostId, serviceId, visibility), "service").resource.key];
}

function searchOf(
  search: string,
  request: FastifyRequest,
  { from, to }: EventFilter,
  { events, clock }: Parts,
): Pick<EventFilter, "text" | "words"> {
  if (search === "" || search.length > MAX_SEARCH_LENGTH)
    refuseField("search", `This should have from 1 to ${MAX_SEARCH_LENGTH} characters.`);
  const days = from === undefined ? Infinity : ((to ?? clock.now()) - from) / DAY_SECONDS;
  if (textIn(request, "host") !== undefined || days <= MAX_SEARCH_DAYS) return { text: search };
  if (!events.hasFullText())
    return refuseField(
      "search",
      `This needs \`host\`, or \`from\` and \`to\` of at most ${MAX_SEARCH_DAYS} days. ` +
        "To search everything, set `full_text: on` in the section `history` of vigie.yaml.",
    );
  const words = wordsOf(search, MAX_WORDS + 1);
  if (words.length === 0 || words.length > MAX_WORDS)
    refuseField("search", `Without an object or a window of time, this should be from 1 to ${MAX_WORDS} words.`);
  return { words };
}
