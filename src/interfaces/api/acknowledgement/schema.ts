import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

/** Members of every item, in their order. `service_id` of a service comes between `first` and `state`. */
export const first = {
  id: Type.Integer(),
  author_id: nullableInteger("Contact; null when the author is none"),
  comment: nullableString("Why"),
  deletion_time: nullableDate("Cancelled at; a recovery leaves it null"),
  entry_time: nullableDate("Set at"),
  host_id: Type.Integer(),
  poller_id: nullableInteger("Monitoring poller"),
  is_notify_contacts: Type.Boolean(),
  is_persistent_comment: Type.Boolean(),
  is_sticky: Type.Boolean({ description: "Lasts until recovery, not only until the next state change" }),
};
export const serviceId = { service_id: Type.Integer() };
export const state = { state: Type.Integer({ description: "State when it was set" }) };

/** Listed host acknowledgement (contract §7.4). */
export const hostAcknowledgement = Type.Object({ ...first, ...state }, { title: "HostAcknowledgement" });
export const serviceAcknowledgement = Type.Object(
  { ...first, ...serviceId, ...state },
  { title: "ServiceAcknowledgement" },
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
