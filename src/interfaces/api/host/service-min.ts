import Type from "typebox";
import type { ServiceRow } from "../../../data/realtime/realtime.ts";

/** Service inside another object (contract §7.2 ServiceMin). */
export const serviceMin = Type.Object(
  {
    id: Type.Integer(),
    description: Type.String(),
    display_name: Type.String(),
    state: Type.Integer(),
  },
  { title: "ServiceMin" },
);

export function presentServiceMin({ service, state }: ServiceRow) {
  return {
    id: service.serviceId,
    description: service.description,
    display_name: service.displayName ?? service.description,
    state: state.check.state,
  };
}
