import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";
import { resourceMembers } from "./present-resource.ts";

const orNull = <const Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

const recurring = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    rrule: Type.String(),
    zone: Type.String(),
    targets: Type.Object({
      hosts: Type.Array(Type.String()),
      services: Type.Array(Type.Object({ host: Type.String(), service: Type.String() })),
      host_groups: Type.Array(Type.String()),
      service_groups: Type.Array(Type.String()),
      with_services: Type.Boolean(),
    }),
    resources: Type.Integer({ description: "Resources that it covers now" }),
  },
  { title: "RecurringDowntimeOfItem" },
);

const STATUSES = ["running", "waiting", "scheduled", "planned", "ended", "cancelled"] as const;
export type DowntimeStatus = (typeof STATUSES)[number];

const item = Type.Object(
  {
    id: nullableInteger("Downtime; null if planned"),
    ...resourceMembers,
    key: nullableString("Key of the host or service; null if planned"),
    type: nullableString("`host` or `service`; null if planned"),
    name: nullableString("Host name, or description of the service; null if planned"),
    host: orNull(resourceMembers.host),
    status: Type.Enum(STATUSES, {
      description:
        "waiting: a flexible one in its window, without a problem yet; planned: an occurrence without records",
    }),
    planned: Type.Boolean(),
    start: nullableDate("Begin; of a flexible one that has not begun, of its window"),
    end: nullableDate("End; of a flexible one that has not begun, of its window"),
    fixed: Type.Boolean(),
    for: nullableInteger("Seconds that a flexible one lasts from its begin"),
    author: nullableString("Login name"),
    comment: nullableString("Comment"),
    since: nullableDate("When it was made"),
    recurring: orNull(recurring),
  },
  { title: "DowntimeInRange" },
);

export const downtimeList = Type.Object(
  {
    result: Type.Array(item),
    meta: Type.Object({
      total: Type.Integer(),
      limit: Type.Integer(),
      from: nullableDate("From"),
      to: nullableDate("To"),
    }),
  },
  { title: "DowntimesInRange" },
);
