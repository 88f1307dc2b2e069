import Type from "typebox";
import { errorBody } from "../schema-types.ts";

const counts = Type.Object({
  total: Type.Integer(),
  added: Type.Integer(),
  removed: Type.Integer(),
  changed: Type.Integer(),
});
const problem = Type.Object({
  file: Type.String(),
  line: Type.Integer({ description: "0 if it concerns the whole file" }),
  directive: Type.Union([Type.String(), Type.Null()]),
  message: Type.String(),
});
export const reloadAnswer = Type.Object(
  {
    hosts: counts,
    services: counts,
    seconds: Type.Number({ description: "Duration of the reload" }),
    warnings: Type.Array(problem),
    needs_restart: Type.Array(Type.String(), {
      description: "Changed settings that take effect only at the next start",
    }),
  },
  { title: "Reload", description: "The new configuration is in effect." },
);
export const refusedAnswer = Type.Object(
  { ...errorBody.properties, errors: Type.Array(problem) },
  {
    title: "RefusedReload",
    description: "The configuration has errors; the previous one stays in effect.",
  },
);
