import Type from "typebox";
import { MAX_COMMENT_LENGTH, MAX_RESOURCES, referencesSchema, strict } from "../resource-references.ts";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

const first = {
  id: Type.Integer(),
  entry_time: nullableDate("Requested at"),
  author_id: nullableInteger("Contact; when the author is none null, from `v22.04` 0"),
  author_name: Type.Optional(nullableString("Contact alias; from `v20.04`")),
  host_id: Type.Integer(),
};
const rest = {
  is_cancelled: Type.Boolean(),
  comment: nullableString("Why"),
  deletion_time: nullableDate("Time at which it ended or was cancelled"),
  duration: nullableInteger("Seconds"),
  end_time: nullableDate("Planned end"),
  internal_id: Type.Optional(Type.Integer({ description: "As `id`; from `v20.04`" })),
  is_fixed: Type.Boolean({
    description: "Runs from start to end; otherwise for `duration` after the first problem between them",
  }),
  poller_id: nullableInteger("Monitoring poller"),
  start_time: nullableDate("Planned start"),
  actual_start_time: nullableDate("Began at"),
  actual_end_time: nullableDate("Ended at"),
  is_started: Type.Boolean(),
};

/** Downtime without `service_id` (contract §7.5). */
export const hostDowntime = Type.Object({ ...first, ...rest }, { title: "HostDowntime" });
/** Downtime with `service_id`, which is null for a host downtime. */
const service_id = nullableInteger("For a downtime of the host null; from `v22.04` 0");
export const downtime = Type.Object({ ...first, service_id, ...rest }, { title: "Downtime" });
/** Either form, depending on the query. */
export const downtimeOfHost = Type.Object(
  { ...first, service_id: Type.Optional(service_id), ...rest },
  { title: "DowntimeOfHost" },
);

const request = {
  start_time: Type.String({ format: "date-time", examples: ["2024-05-01T09:00:00Z"] }),
  end_time: Type.String({ format: "date-time", examples: ["2024-05-01T11:00:00Z"] }),
  is_fixed: Type.Boolean(),
  duration: Type.Integer({ description: "Length of a flexible downtime, in seconds" }),
  comment: Type.String(),
  author_id: Type.Optional(Type.Integer({ description: "Ignored: the author is the caller" })),
  with_services: Type.Optional(
    Type.Boolean({ default: false, description: "Include all visible services of the host" }),
  ),
};

export const downtimeRequest = Type.Object(request);

const ofMany = { ...request, comment: Type.String({ maxLength: MAX_COMMENT_LENGTH }) };
export const resourceDowntimesRequest = Type.Object(
  { resources: referencesSchema, downtime: Type.Object(ofMany, strict) },
  strict,
);
export const hostDowntimesRequest = Type.Array(
  Type.Object({ ...ofMany, resource_id: Type.Integer({ description: "Host" }) }, strict),
  { maxItems: MAX_RESOURCES },
);
export const serviceDowntimesRequest = Type.Array(
  Type.Object(
    {
      ...ofMany,
      resource_id: Type.Integer({ description: "Service" }),
      parent_resource_id: Type.Integer({ description: "Host" }),
    },
    strict,
  ),
  { maxItems: MAX_RESOURCES },
);
