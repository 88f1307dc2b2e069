import Type from "typebox";
import { nullableString } from "../../schema-types.ts";
import { first, serviceId, settings, state, strict } from "../schema.ts";

const later = {
  author_name: nullableString("Contact alias"),
  type: Type.Integer({ description: "0 host, 1 service" }),
};

/** Host acknowledgement with the members added in 20.04 (later versions §5.5). */
export const hostAcknowledgement = Type.Object({ ...first, ...state, ...later }, { title: "HostAcknowledgement2004" });
export const serviceAcknowledgement = Type.Object(
  { ...first, ...serviceId, ...state, ...later },
  { title: "ServiceAcknowledgement2004" },
);

const with_services = Type.Boolean({ description: "Also every visible service of the host" });

/** Request whose resource is in the path. */
export const hostRequest = Type.Object({ ...settings, with_services }, strict);
export const serviceRequest = Type.Object(settings, strict);
export const hostRequests = Type.Array(
  Type.Object({ ...settings, with_services, resource_id: Type.Integer({ description: "Host" }) }, strict),
);
export const serviceRequests = Type.Array(
  Type.Object(
    {
      ...settings,
      resource_id: Type.Integer({ description: "Service" }),
      parent_resource_id: Type.Integer({ description: "Host" }),
    },
    strict,
  ),
);
