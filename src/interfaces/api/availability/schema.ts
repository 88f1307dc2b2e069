import Type, { type TObject, type TUnsafe } from "typebox";
import { STATUSES, VERDICTS, type StatusPolicy } from "../../../engine/availability/policy.ts";
import type { Status } from "../../../engine/availability/status.ts";
import { nullableInteger, nullableNumber, nullableString } from "../schema-types.ts";

export const MAX_OUTAGES = 1_000;

const milliseconds = (description: string) => Type.Integer({ minimum: 0, description: `${description}, in ms` });
const verdict = Type.Unsafe<StatusPolicy["inDowntime"]>({ type: "string", enum: [...VERDICTS] });
const time = (description: string) => Type.String({ description: `${description} (RFC 3339, UTC)` });

const totals = {
  good_ms: milliseconds("Service time that counts as good"),
  bad_ms: milliseconds("Service time that counts as bad"),
  excluded_ms: milliseconds("Service time that does not count"),
  availability: nullableNumber("good / (good + bad), from 0 to 1; null if nothing counts"),
};
const reliability = {
  failures: nullableInteger("Outages with bad time; null in a mean"),
  mttr_ms: nullableNumber("Bad time per failure, in ms; null without one"),
  mtbf_ms: nullableNumber("Good time per failure, in ms; null without one"),
};

const named = (description: string, isNullable: boolean) =>
  Type.Unsafe<{ readonly id: number; readonly name: string } | null>({
    type: isNullable ? ["object", "null"] : "object",
    description,
    properties: { id: { type: "integer" }, name: { type: "string" } },
    required: ["id", "name"],
  });

const row = Type.Object({
  status: Type.Unsafe<Status>({ type: "string", enum: [...STATUSES] }),
  outside_downtime_ms: milliseconds("Service time with this status outside downtime"),
  in_downtime_ms: milliseconds("Service time with this status in downtime"),
});

const outage = Type.Object({
  start: time("Begin, or that of the report"),
  end: time("End, or that of the report"),
  statuses: Type.Array(Type.String(), { description: "In order of appearance" }),
  duration_ms: milliseconds("Service time of it"),
  in_downtime_ms: milliseconds("Part of the duration in downtime"),
  bad_ms: milliseconds("Part of the duration that counts as bad"),
  began_before: Type.Boolean({ description: "It was there when the report begins" }),
  continues_after: Type.Boolean({ description: "It is there when the report ends" }),
  acknowledgements: Type.Array(Type.Object({ time: time("When"), by: Type.String(), comment: Type.String() })),
});

const member = Type.Object(
  {
    host: named("Host", false),
    service: named("Null for a host", true),
    service_time_ms: milliseconds("Time within the time period while the object was configured"),
    table: Type.Array(row, { description: "All statuses; their times add up to the service time" }),
    ...totals,
    ...reliability,
    flapping_ms: milliseconds("Service time while flapping"),
    acknowledged_ms: milliseconds("Service time while acknowledged"),
    unmonitored_beyond_ms: milliseconds("Longer times without monitoring count as unmonitored"),
    outages: Type.Array(outage, {
      maxItems: MAX_OUTAGES,
      description: `The first ${MAX_OUTAGES}; none in the report of a group`,
    }),
    outages_total: Type.Integer(),
  },
  { title: "Availability" },
);

const group = {
  type: ["object", "null"],
  description: "Null in the report of one host or service",
  properties: {
    kind: Type.String({ enum: ["hostgroup", "servicegroup"] }),
    id: Type.Integer(),
    name: Type.String(),
    mode: Type.String({ examples: ["all", "any", "2", "mean"] }),
    ...totals,
    ...reliability,
    outages: Type.Array(Type.Object({ start: time("Begin"), end: time("End"), bad_ms: milliseconds("Length") }), {
      maxItems: MAX_OUTAGES,
    }),
    outages_total: Type.Integer(),
  },
};

const report = Type.Object({
  from: Type.String({ description: "First day" }),
  to: Type.String({ description: "First day after" }),
  zone: Type.String(),
  start: time("Begin of the first day"),
  end: time("Begin of the day after, or the present if that is earlier"),
  is_final: Type.Boolean({ description: "Nothing that happens from now on can change it" }),
  period: nullableString("Time period; null: the whole day"),
  soft: Type.Boolean({ description: "Hard problems count from their first soft result" }),
  policy: Type.Object(
    Object.fromEntries(
      STATUSES.map((status) => [status, Type.Object({ outside_downtime: verdict, in_downtime: verdict })]),
    ) as Record<Status, TObject<{ outside_downtime: TUnsafe<string>; in_downtime: TUnsafe<string> }>>,
  ),
});

export const availabilityAnswer = Type.Object(
  {
    report,
    group: Type.Unsafe<object | null>(group),
    result: Type.Array(member, { description: "The host or service, or the members of the group" }),
  },
  { title: "AvailabilityReport" },
);

const id = (description: string) => Type.Optional(Type.Integer({ minimum: 1, description }));
const text = (description: string, more: { examples?: string[]; default?: string; enum?: string[] } = {}) =>
  Type.Optional(Type.String({ description, ...more }));

export const availabilityParameters = {
  host_id: id("Host; with `service_id` a service of it"),
  service_id: id("Service"),
  hostgroup_id: id("The hosts of a group"),
  servicegroup_id: id("The services of a group"),
  from: Type.String({ description: "First day, a date in `zone`", examples: ["2026-10-01"] }),
  to: Type.String({ description: "First day after the report, a date in `zone`", examples: ["2026-11-01"] }),
  zone: text("IANA time zone. Default: that of the configuration", { examples: ["Europe/Paris"] }),
  period: text("Name of a time period of the configuration. Default: the whole day"),
  policy: text("Changes of the policy: `STATUS=VERDICT`, `downtime=VERDICT`, `downtime.STATUS=VERDICT`", {
    examples: ["warning=bad,downtime=counted"],
  }),
  soft: text("A hard problem counts from its first soft result", { enum: ["true", "false"], default: "false" }),
  group: text("When a group is good: `all` members are, `any` is, at least this number; or the `mean` of the members", {
    default: "all",
    examples: ["2"],
  }),
  format: text("", { enum: ["json", "csv"], default: "json" }),
};
