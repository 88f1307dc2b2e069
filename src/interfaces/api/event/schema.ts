import Type from "typebox";
import { nullableInteger, nullableString } from "../schema-types.ts";

export const MAX_EVENTS = 1000;
export const DEFAULT_EVENTS = 100;

const named = (description: string) =>
  Type.Unsafe<{ readonly id: number; readonly name: string | null } | null>({
    type: ["object", "null"],
    description,
    properties: { id: { type: "integer" }, name: { type: ["string", "null"] } },
    required: ["id", "name"],
  });

const event = Type.Object(
  {
    id: Type.Integer({ description: "Rises with every event" }),
    time: nullableString("RFC 3339, UTC"),
    kind: Type.String({ examples: ["hard-state", "recovery", "notification", "operator-action"] }),
    host: named("Null for an event of the server. The name is null if the host is not configured any more"),
    service: named("Null for an event of a host or of the server"),
    state: nullableInteger("State of the resource at that time; null for the server"),
    state_type: nullableInteger("0 SOFT, 1 HARD"),
    check_attempt: nullableInteger("Attempt"),
    output: Type.String({ description: "First line of the output, or the text of a comment" }),
    reason: Type.String({ description: "In words for an operator", examples: ["acknowledged by jdoe over the API"] }),
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

const id = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

export const pageParameters = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_EVENTS, default: DEFAULT_EVENTS })),
  before: id("Only events with a lower id"),
};
export const followParameters = { ...pageParameters, after: id("Only events with a higher id, oldest first") };
