import Type from "typebox";
import { configurationProblem } from "../configuration-problem.ts";
import { errorBody } from "../schema-types.ts";

const counts = Type.Object({
  total: Type.Integer(),
  added: Type.Integer(),
  removed: Type.Integer(),
  changed: Type.Integer(),
});
export const reloadAnswer = Type.Object(
  {
    hosts: counts,
    services: counts,
    seconds: Type.Number({ description: "Duration of the reload" }),
    warnings: Type.Array(configurationProblem),
    needs_restart: Type.Array(Type.String(), {
      description: "Changed settings that take effect only at the next start",
    }),
  },
  { title: "Reload", description: "The new configuration is in effect." },
);
export const refusedAnswer = Type.Object(
  { ...errorBody.properties, errors: Type.Array(configurationProblem) },
  {
    title: "RefusedReload",
    description: "The configuration has errors; the previous one stays in effect.",
  },
);
