import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

const first = {
  id: Type.Integer(),
  author_id: nullableInteger("Contact; null when the author is none"),
  comment: nullableString("Why"),
  deletion_time: nullableDate("Cancelled at; a recovery leaves it null"),
  entry_time: nullableDate("Set at"),
  host_id: Type.Integer(),
  poller_id: nullableInteger("Monitoring poller"),
  is_notify_contacts: Type.Boolean(),
  is_persistent_comment: Type.Boolean(),
  is_sticky: Type.Boolean({ description: "Lasts until the recovery, not until the next change" }),
};
const serviceId = { service_id: Type.Integer() };
const state = { state: Type.Integer({ description: "State when it was set" }) };
const later = {
  author_name: nullableString("Contact alias"),
  type: Type.Integer({ description: "0 host, 1 service" }),
};

/** Contract §7.4. */
export const hostAcknowledgement = Type.Object({ ...first, ...state }, { title: "HostAcknowledgement" });
export const serviceAcknowledgement = Type.Object(
  { ...first, ...serviceId, ...state },
  { title: "ServiceAcknowledgement" },
);

/** With the members the releases from 20.04 added. */
export const hostAcknowledgement2004 = Type.Object(
  { ...first, ...state, ...later },
  { title: "HostAcknowledgement2004" },
);
export const serviceAcknowledgement2004 = Type.Object(
  { ...first, ...serviceId, ...state, ...later },
  { title: "ServiceAcknowledgement2004" },
);

const request = {
  comment: Type.String({ description: "May be empty; then nothing is acknowledged" }),
  host_id: Type.Integer(),
  is_notify_contacts: Type.Boolean({ description: "Notify the contacts" }),
  is_persistent_comment: Type.Boolean({ description: "The comment survives the acknowledgement" }),
  is_sticky: Type.Boolean({ description: "Lasts until the recovery, not until the next change" }),
};
const { host_id: _hostId, ...settings } = request;
const with_services = Type.Boolean({ description: "Also every visible service of the host" });
const strict = { additionalProperties: false };

export const hostRequest = Type.Object(request, strict);
export const serviceRequest = Type.Object({ ...request, service_id: Type.Integer() }, strict);
export const hostRequest2004 = Type.Object({ ...settings, with_services }, strict);
export const serviceRequest2004 = Type.Object(settings, strict);
export const hostRequests2004 = Type.Array(
  Type.Object({ ...settings, with_services, resource_id: Type.Integer({ description: "Host" }) }, strict),
);
export const serviceRequests2004 = Type.Array(
  Type.Object(
    {
      ...settings,
      resource_id: Type.Integer({ description: "Service" }),
      parent_resource_id: Type.Integer({ description: "Host" }),
    },
    strict,
  ),
);
