import Type from "typebox";
import type { Operation } from "../operation.ts";

/** What the forms of Centreon's web pages propose; Vigie has no settings for them. */
const PARAMETERS = {
  monitoring_default_downtime_duration: 3600,
  monitoring_default_refresh_interval: 15,
  monitoring_default_acknowledgement_persistent: true,
  monitoring_default_acknowledgement_sticky: true,
  monitoring_default_acknowledgement_notify: false,
  monitoring_default_acknowledgement_with_services: true,
  monitoring_default_acknowledgement_force_active_checks: true,
  monitoring_default_downtime_fixed: true,
  monitoring_default_downtime_with_services: true,
};

const parametersAnswer = Type.Object(
  Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, value]) => [
      name,
      typeof value === "number" ? Type.Integer({ description: "Seconds" }) : Type.Boolean(),
    ]),
  ),
  { title: "AdministrationParameters" },
);

export const parameterOperations: readonly Operation[] = [
  {
    id: "administration-parameters",
    surface: "centreon",
    method: "GET",
    paths: ["/administration/parameters"],
    right: "api-access",
    tag: "Platform",
    summary: "Defaults of acknowledgements and downtimes in forms",
    answers: { 200: parametersAnswer },
    handle: () => PARAMETERS,
  },
];
