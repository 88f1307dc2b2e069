import Type from "typebox";
import { settings, strict } from "../schema.ts";

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
