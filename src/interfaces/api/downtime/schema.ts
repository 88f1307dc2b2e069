import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

const first = {
  id: Type.Integer(),
  entry_time: nullableDate("Requested at"),
  author_id: nullableInteger("Contact; null when the author is none"),
  host_id: Type.Integer(),
};
const rest = {
  is_cancelled: Type.Boolean(),
  comment: nullableString("Why"),
  deletion_time: nullableDate("Over since, in whatever way"),
  duration: nullableInteger("Seconds"),
  end_time: nullableDate("Planned end"),
  is_fixed: Type.Boolean({ description: "From start to end; else for `duration` from the first problem between them" }),
  poller_id: nullableInteger("Monitoring poller"),
  start_time: nullableDate("Planned start"),
  actual_start_time: nullableDate("Began at"),
  actual_end_time: nullableDate("Ended at"),
  is_started: Type.Boolean(),
};

/** Contract §7.5, the form without `service_id`. */
export const hostDowntime = Type.Object({ ...first, ...rest }, { title: "HostDowntime" });
/** The form with `service_id`, null for a host downtime. */
const service_id = nullableInteger("Null for a downtime of the host");
export const downtime = Type.Object({ ...first, service_id, ...rest }, { title: "Downtime" });
/** Either form, by the query. */
export const downtimeOfHost = Type.Object(
  { ...first, service_id: Type.Optional(service_id), ...rest },
  { title: "DowntimeOfHost" },
);

export const downtimeRequest = Type.Object({
  start_time: Type.String({ format: "date-time", examples: ["2024-05-01T09:00:00Z"] }),
  end_time: Type.String({ format: "date-time", examples: ["2024-05-01T11:00:00Z"] }),
  is_fixed: Type.Boolean(),
  duration: Type.Integer({ description: "Seconds; how long a flexible downtime lasts" }),
  comment: Type.String(),
  author_id: Type.Optional(Type.Integer({ description: "Ignored: the author is the caller" })),
  with_services: Type.Optional(Type.Boolean({ default: false, description: "Also every visible service of the host" })),
});
