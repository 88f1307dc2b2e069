import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

/** Members of every item, in their order. */
const first = {
  id: Type.Integer(),
  author_id: nullableInteger("Contact; when the author is none null, from `v22.04` 0"),
  comment: nullableString("Why"),
  deletion_time: nullableDate("Cancelled at; a recovery leaves it null"),
  entry_time: nullableDate("Set at"),
  host_id: Type.Integer(),
  poller_id: nullableInteger("Monitoring poller"),
  is_notify_contacts: Type.Boolean(),
  is_persistent_comment: Type.Boolean(),
  is_sticky: Type.Boolean({ description: "Lasts until recovery, not only until the next state change" }),
};
const state = Type.Integer({ description: "State when it was set" });
/** Members of later versions. */
const later = {
  author_name: Type.Optional(nullableString("Contact alias; from `v20.04`, and on all paths that came with it")),
  type: Type.Optional(Type.Integer({ description: "0 host, 1 service; from `v20.04`, as `author_name`" })),
};

/** Acknowledgement in a list of hosts alone (contract §7.4). */
export const hostAcknowledgement = Type.Object({ ...first, state, ...later }, { title: "HostAcknowledgement" });
/** Acknowledgement of a service, or in a list of both (contract §7.4; later versions §8.1). */
export const acknowledgementItem = Type.Object(
  { ...first, service_id: nullableInteger("For a host null; from `v22.04` 0"), state, ...later },
  { title: "Acknowledgement" },
);

/** Members of every request. */
export const settings = {
  comment: Type.String({ description: "If empty, nothing is acknowledged" }),
  is_notify_contacts: Type.Boolean({ description: "Notify the contacts" }),
  is_persistent_comment: Type.Boolean({ description: "The comment survives the acknowledgement" }),
  is_sticky: Type.Boolean({ description: "Lasts until recovery, not only until the next state change" }),
};
const { comment, ...switches } = settings;
const request = { comment, host_id: Type.Integer(), ...switches };
export const strict = { additionalProperties: false };

export const hostRequest = Type.Object(request, strict);
export const serviceRequest = Type.Object({ ...request, service_id: Type.Integer() }, strict);
