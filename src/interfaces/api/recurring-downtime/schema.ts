import Type from "typebox";
import { requestIdSchema } from "../answered-requests.ts";
import { MAX_RULE_LENGTH } from "../../../operations/downtime/recurrence-rule.ts";
import { nullableInteger, nullableString } from "../schema-types.ts";

const MAX_NAMES = 10_000;
const strict = { additionalProperties: false };
const name = Type.String({ minLength: 1, maxLength: 255 });

const targets = Type.Object(
  {
    hosts: Type.Optional(
      Type.Array(name, {
        maxItems: MAX_NAMES,
        description: "Host names; `*` and `?` are wildcards",
        examples: [["web-*"]],
      }),
    ),
    services: Type.Optional(
      Type.Array(Type.Object({ host: name, service: name }, strict), {
        maxItems: MAX_NAMES,
        description: "Host name and service description; either may be a pattern",
        examples: [[{ host: "*", service: "Disk *" }]],
      }),
    ),
    host_groups: Type.Optional(
      Type.Array(name, { maxItems: MAX_NAMES, description: "Hosts that are members at the time" }),
    ),
    service_groups: Type.Optional(
      Type.Array(name, { maxItems: MAX_NAMES, description: "Services that are members at the time" }),
    ),
    with_services: Type.Optional(
      Type.Boolean({ default: false, description: "Include all services of those hosts, future ones too" }),
    ),
  },
  { ...strict, description: "Resources named by at least one of the members." },
);

const recurrence = {
  rrule: Type.String({
    minLength: 1,
    maxLength: MAX_RULE_LENGTH,
    examples: ["FREQ=WEEKLY;BYDAY=SU"],
    description:
      "RFC 5545 recurrence rule in local time: FREQ (YEARLY to HOURLY), INTERVAL, COUNT, UNTIL, " +
      "BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, " +
      "BYDAY, BYHOUR, BYMINUTE (at most 4), BYSETPOS, WKST",
  }),
  dtstart: Type.String({
    description: "Local date and time at which the rule starts; no occurrence is earlier",
    examples: ["2026-01-04T22:00:00"],
  }),
  zone: Type.String({ maxLength: 64, description: "IANA time zone", examples: ["Europe/Paris"] }),
  duration_seconds: Type.Integer({
    minimum: 60,
    maximum: 2_678_400,
    description: "Elapsed seconds, regardless of clock changes; at most 31 days",
  }),
};

const definition = {
  name,
  comment: Type.String({ minLength: 1, maxLength: 4_096, description: "Comment of every downtime created" }),
  ...recurrence,
};

export const recurringDowntimeRequest = Type.Object(
  { ...definition, targets, request_id: Type.Optional(requestIdSchema) },
  strict,
);

export const previewRequest = Type.Object(
  {
    ...recurrence,
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
  },
  strict,
);

const occurrence = Type.Object(
  {
    local_start: Type.String({
      description: "Local time with the zone's offset at that time",
      examples: ["2026-10-25T22:00:00+01:00"],
    }),
    local_end: Type.String(),
    start_time: Type.String({ description: "RFC 3339, UTC", examples: ["2026-10-25T21:00:00Z"] }),
    end_time: Type.String(),
  },
  { title: "Occurrence" },
);

export const previewAnswer = Type.Object(
  { result: Type.Array(occurrence) },
  { title: "Occurrences", description: "The next occurrences, without running ones." },
);

export const recurringDowntime = Type.Object(
  {
    id: Type.Integer(),
    author_id: nullableInteger("Contact; null when the author is none any more"),
    author_name: Type.String({ description: "Contact alias" }),
    entry_time: nullableString("Set at (RFC 3339, UTC)"),
    ...definition,
    targets: Type.Object({
      hosts: Type.Array(Type.String()),
      services: Type.Array(Type.Object({ host: Type.String(), service: Type.String() })),
      host_groups: Type.Array(Type.String()),
      service_groups: Type.Array(Type.String()),
      with_services: Type.Boolean(),
    }),
    resources: Type.Integer({ description: "Hosts and services covered now" }),
    next: Type.Unsafe<object | null>({
      ...Type.Object(occurrence.properties),
      type: ["object", "null"],
      description: "The next occurrence to start; null if there is none",
    }),
  },
  { title: "RecurringDowntime", description: "A downtime that recurs." },
);

export const recurringDowntimeList = Type.Object(
  {
    result: Type.Array(recurringDowntime),
    meta: Type.Object({ page: Type.Integer(), limit: Type.Integer(), total: Type.Integer() }),
  },
  { description: "One page, ordered by id, and the total number." },
);
