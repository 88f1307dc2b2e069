import Type, { type TProperties, type TSchema } from "typebox";
import { liveKeySchema, liveRowMembers } from "../live/row-schema.ts";
import { nullableDate, nullableInteger, nullableNumber, nullableString } from "../schema-types.ts";
import { ACTION_NAMES } from "../action/kinds.ts";
import { decisionMembers } from "./decisions/schema.ts";

export const liveKeyParameter = { key: liveKeySchema };

const orNull = <const Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const list = (item: TProperties, description: string) => Type.Array(Type.Object(item), { description });

export const rangeOrNull = (description: string) =>
  Type.Unsafe<{ readonly low: number | null; readonly high: number | null; readonly inside: boolean } | null>({
    type: ["object", "null"],
    description,
    properties: {
      low: { type: ["number", "null"], description: "Null: no lower end" },
      high: { type: ["number", "null"], description: "Null: no upper end" },
      inside: { type: "boolean", description: "True: alerts for values inside the range, as `@` in Nagios" },
    },
    required: ["low", "high", "inside"],
  });

/** Pairs of a time and what begins then: an array of two, which a tuple of the serialiser cannot have with null. */
export const stateSteps = (description: string) =>
  Type.Unsafe<readonly (readonly [number, string | null])[]>({
    type: "array",
    description: `${description}: \`[[Unix seconds, state]…]\`; the state is null while nobody looked`,
    items: {},
  });

const neighbour = { key: liveKeySchema, name: Type.String(), state: Type.String() };
const neighbours = (description: string) =>
  Type.Object(
    { total: Type.Integer(), items: Type.Array(Type.Object(neighbour)) },
    { description: `${description}: the first 50 of those that the caller sees, and how many there are` },
  );

const perfdataItem = {
  label: Type.String(),
  value: nullableNumber("Null: the plugin has no value"),
  unit: Type.String(),
  warning: rangeOrNull("Warning threshold"),
  critical: rangeOrNull("Critical threshold"),
  min: nullableNumber("Least possible value"),
  max: nullableNumber("Greatest possible value"),
  percent: nullableNumber("Of what is possible; null where the greatest value is not known"),
};

const check = Type.Object({
  source: Type.Enum(["active", "passive", "freshness"] as const, {
    description: "Where the last result came from; `freshness`: a check because passive results stayed away",
  }),
  active: Type.Boolean(),
  passive: Type.Boolean(),
  freshness: Type.Boolean(),
  event_handler: Type.Boolean(),
  flap_detection: Type.Boolean(),
  period: nullableString("check_period"),
  interval_seconds: Type.Number(),
  retry_interval_seconds: Type.Number(),
  execution_time: nullableNumber("Seconds"),
  latency: nullableNumber("Seconds from due to start"),
  last: nullableDate("Last result"),
  results: Type.Integer({ description: "Since the start of the server: another number is another result" }),
  next: nullableDate("Next active check"),
  last_ok: nullableDate("When it was last seen UP or OK"),
  hard_since: nullableDate("Last change of the hard state"),
  not_seen_since: nullableDate("Since when the poller that checks it is away; null if it is not"),
});

export const detailAnswer = Type.Object(
  {
    ...liveRowMembers,
    alias: nullableString("Of a host"),
    long_output: Type.String({ description: "All lines" }),
    perfdata: list(perfdataItem, "Values of the newest result, as printed"),
    perfdata_faults: list(
      { at: Type.Integer({ description: "Place in the text" }), reason: Type.String() },
      "What is no performance data",
    ),
    command: Type.Object(
      {
        configured: nullableString("check_command; without the role service_display_command only its name"),
        line: nullableString("Command line of the last check; null without the role service_display_command"),
      },
      { description: "Secrets are replaced by the macros that stand for them" },
    ),
    check,
    percent_state_change: Type.Number(),
    notification: Type.Object({
      number: Type.Integer({ description: "Of the present problem; 0: none yet" }),
      last: nullableDate("Last notification"),
      next: nullableDate("Next notification"),
      enabled: Type.Boolean(),
      period: nullableString("notification_period"),
    }),
    parents: neighbours("Parents of the host"),
    children: neighbours("Children of the host"),
    above: Type.Array(Type.Object(neighbour), {
      description: "Hosts above, on every way up to the first that is UP",
    }),
    dependencies: list(
      {
        kind: Type.Enum(["execution", "notification", "parent"] as const),
        ...neighbour,
        states: Type.Array(Type.String(), { description: "In which it is not checked, or not notified" }),
        period: nullableString("When that holds; null: always"),
      },
      "What it depends on",
    ),
    groups: list({ name: Type.String(), alias: Type.String() }, "Groups"),
    contacts: list({ name: Type.String(), alias: nullableString("Full name") }, "Contacts"),
    contact_groups: Type.Array(Type.String()),
    variables: list(
      {
        name: Type.String(),
        value: nullableString("Null: it is a secret"),
        secret: Type.Boolean(),
      },
      "Custom variables",
    ),
    notes: nullableString("Text"),
    links: list(
      { kind: Type.Enum(["notes", "action"] as const), url: Type.String() },
      "Addresses of the definition, http and https alone",
    ),
    last_24h: stateSteps("Hard states of the last 24 hours"),
    comments: list(
      {
        id: Type.Integer(),
        time: nullableDate("Written"),
        author: nullableString("Login name"),
        text: Type.String(),
        type: Type.Enum(["user", "downtime", "flapping", "acknowledgement"] as const),
        persistent: Type.Boolean(),
      },
      "Newest first",
    ),
    downtimes: list(
      {
        id: Type.Integer(),
        author: nullableString("Login name"),
        comment: nullableString("Comment"),
        start: nullableDate("Start"),
        end: nullableDate("End"),
        fixed: Type.Boolean(),
        duration_seconds: nullableNumber("Of a flexible one"),
        started: Type.Boolean(),
        until: nullableDate("When it ends as far as is known now"),
        recurring_downtime_id: nullableInteger("Recurring downtime that it belongs to"),
      },
      "Running and planned ones",
    ),
    decisions_now: list(decisionMembers, "What the rules answer now for the present problem; empty if there is none"),
    zone: Type.String({ description: "IANA zone of times in texts" }),
    defined: orNull(Type.Object({ file: Type.String(), line: Type.Integer() })),
    allowed: Type.Array(Type.Enum([...ACTION_NAMES]), { description: "Actions that the caller may take" }),
  },
  { title: "LiveDetail", description: "Everything about one host or service." },
);
