import Type from "typebox";
import { nullableBoolean, nullableInteger, nullableString } from "../schema-types.ts";

export const MAX_EVENTS = 1000;
export const DEFAULT_EVENTS = 100;

const named = (description: string) =>
  Type.Unsafe<{ readonly id: number; readonly name: string | null } | null>({
    type: ["object", "null"],
    description,
    properties: { id: { type: "integer" }, name: { type: ["string", "null"] } },
    required: ["id", "name"],
  });

export const event = Type.Object(
  {
    id: Type.Integer({ description: "Rises with every event" }),
    time: nullableString("RFC 3339, UTC"),
    kind: Type.String({ examples: ["hard-state", "recovery", "notification", "operator-action"] }),
    key: nullableString("Key of the host or service, such as `s41.7`; null for the server"),
    host: named("Null for an event of the server. The name is null if the host is not configured any more"),
    service: named("Null for an event of a host or of the server"),
    state: nullableInteger("State of the resource at that time; null for the server"),
    state_name: nullableString("The same in words; null for the server"),
    state_type: nullableInteger("0 SOFT, 1 HARD"),
    check_attempt: nullableInteger("Attempt"),
    output: Type.String({ description: "First line of the output, or the text of a comment" }),
    reason: Type.String({ description: "In words for an operator", examples: ["acknowledged by jdoe over the API"] }),
    by: nullableString("Login name of who did it; null: nobody, or it is not told"),
  },
  { title: "Event" },
);

export const eventList = Type.Object(
  {
    result: Type.Array(event, { description: "Newest first; oldest first with `after`" }),
    meta: Type.Object({
      limit: Type.Integer(),
      next_before: nullableInteger("`before` of the next page; null on the last page"),
      last_id: Type.Integer({ description: "`after` of a request for what happens from now on" }),
    }),
  },
  { title: "Events" },
);

export const MAX_SEARCH_LENGTH = 200;
export const MAX_SEARCH_DAYS = 31;

const text = (description: string) => Type.Optional(Type.String({ description }));

export const logParameters = {
  kind: text("Kinds of events, separated by commas, such as `hard-state,recovery`"),
  q: text("Search of the console (docs/api.md): events of resources that match now"),
  host: text("Name of a host: its events and those of its services"),
  service: text("Description of a service of `host`: its events alone; empty: those of the host alone"),
  hostgroup: text("Name of a host group: the events of its hosts and of their services"),
  from: text("Not before this time, RFC 3339 or Unix seconds"),
  to: text("Before this time, RFC 3339 or Unix seconds"),
  search: text(
    `Text in \`output\` or \`reason\`, at most ${MAX_SEARCH_LENGTH} characters; with \`host\`, or with \`from\` and at most ` +
      `${MAX_SEARCH_DAYS} days. Small and capital letters of ASCII are the same. Without them, if \`full_text\` is on: ` +
      "words that all occur, as whole words",
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_EVENTS, default: DEFAULT_EVENTS })),
  cursor: text("`meta.next` of the page before; the filters must be the same"),
  before: text("The same as `cursor`"),
  format: text("`csv`: the same as `Accept: text/csv`"),
  with_total: text("`true`: count the events on all pages, up to 10,000"),
};

export const eventLog = Type.Object(
  {
    result: Type.Array(event, { description: "Newest first, by time" }),
    meta: Type.Object({
      limit: Type.Integer(),
      next: nullableString("`cursor` of the next page; null on the last page. A page can be short and have a next one"),
      kept_days: Type.Integer({ description: "For how long events are kept, those of the longest kept kinds" }),
      total: nullableInteger("Number of events on all pages, at most 10,000; null unless asked for"),
      total_is_more: nullableBoolean("There are more than `total`"),
    }),
  },
  { title: "EventLog" },
);

const id = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

export const pageParameters = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_EVENTS, default: DEFAULT_EVENTS })),
  before: id("Only events with a lower id"),
};
export const followParameters = {
  ...pageParameters,
  after: id("Only events with a higher id, oldest first; of the stream, also `Last-Event-ID`"),
  q: text("Of the stream: only changes of what matches this search, before or after"),
  kinds: text("Of the stream: kinds of changes, separated by commas"),
};
