import Type from "typebox";
import { EVENT_KINDS } from "../../../data/history/months/event-kinds.ts";
import { nullableBoolean, nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

export const liveEvent = Type.Object(
  {
    id: Type.Integer({ description: "Rises with every event" }),
    at: nullableDate("Time"),
    kind: Type.Enum([...EVENT_KINDS]),
    key: nullableString("Key of the host or service; null for the server"),
    type: Type.Enum(["host", "service", "server"] as const),
    host: nullableString("Null: of the server, or not configured any more"),
    service: nullableString("Null: of a host or the server, or not configured any more"),
    state: nullableString("State at that time; null for the server"),
    hard: nullableBoolean("The state was hard"),
    attempt: nullableInteger("Attempt"),
    output: Type.String({ description: "First line of the output, or the text of a comment" }),
    reason: Type.String({ description: "In words", examples: ["acknowledged by jdoe over the API"] }),
    by: nullableString("Login name of who did it; null: nobody"),
  },
  { title: "LiveEvent" },
);
