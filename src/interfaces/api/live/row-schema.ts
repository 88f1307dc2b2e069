import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";
import { STATE_WORDS } from "../../../model/severity.ts";
import { LIVE_KEY_PATTERN } from "./live-key.ts";

/** Key of a host or a service as text. */
export const liveKeySchema = Type.String({
  pattern: LIVE_KEY_PATTERN,
  description: "`h` and the host id, or `s`, the host id, a dot and the service id",
  examples: ["s41.7"],
});

const stateWord = (description?: string) =>
  Type.Enum([...STATE_WORDS], description === undefined ? {} : { description });

const host = Type.Object(
  {
    key: liveKeySchema,
    name: Type.String(),
    address: nullableString("Address"),
    state: stateWord(),
  },
  { title: "LiveHost", description: "The host itself, or the host of the service" },
);

const orNull = <const Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const acknowledgement = Type.Object(
  {
    id: nullableInteger("Null: an import had no record"),
    author: nullableString("Login name"),
    comment: nullableString("Comment"),
    since: nullableDate("When it was acknowledged"),
    expires_at: nullableDate("When it expires; null: with the problem"),
    sticky: Type.Boolean({ description: "Stays when the problem gets another state" }),
  },
  { title: "LiveAcknowledgement" },
);

const downtime = Type.Object(
  { id: nullableInteger("Running downtime that ends last"), until: nullableDate("Its end") },
  { title: "LiveDowntime" },
);

const services = Type.Object(
  {
    total: Type.Integer(),
    problems: Type.Integer(),
    unhandled: Type.Integer(),
    worst: nullableString("Worst state; null without services"),
  },
  { title: "LiveServices", description: "Visible services of a host" },
);

/** Members of `LiveRow`. */
export const liveRowMembers = {
  key: liveKeySchema,
  type: Type.Enum(["host", "service"] as const),
  name: Type.String({ description: "Host name, or description of the service" }),
  host,
  state: stateWord("State, also a soft one"),
  hard: Type.Boolean(),
  attempt: Type.Integer(),
  max_attempts: Type.Integer(),
  since: nullableDate("Last change of the state"),
  last_check: nullableDate("Last result"),
  next_check: nullableDate("Next active check"),
  output: Type.String({ description: "First line" }),
  unhandled: Type.Boolean({
    description: "Hard problem, not acknowledged, not in downtime, and its host neither DOWN nor UNREACHABLE",
  }),
  flapping: Type.Boolean(),
  acknowledgement: orNull(acknowledgement),
  downtime: orNull(downtime),
  notifies: Type.Boolean({ description: "Notifications are enabled" }),
  checks: Type.Enum(["active", "passive", "off"] as const),
  importance: Type.Integer(),
  poller: Type.Integer({ description: "Id of the monitoring server" }),
  told: Type.Integer({ description: "Number of contacts notified of the problem" }),
  services: orNull(services),
};

export const liveRow = Type.Object(liveRowMembers, { title: "LiveRow" });
