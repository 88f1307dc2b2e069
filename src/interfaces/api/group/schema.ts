import Type from "typebox";
import { hostMin } from "../host/schema.ts";

/** Host group or service group (contract §7.3): both have the same shape. */
export const group = Type.Object(
  {
    id: Type.Integer(),
    hosts: Type.Optional(Type.Array(hostMin, { description: "Only with show_host or show_service" })),
    name: Type.String(),
  },
  { title: "Group" },
);
