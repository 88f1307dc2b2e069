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
  line: Type.Integer({ description: "0 when the whole file is meant" }),
  directive: Type.Union([Type.String(), Type.Null()]),
  message: Type.String(),
});
export const reloadAnswer = Type.Object(
  {
    hosts: counts,
    services: counts,
    seconds: Type.Number({ description: "How long it took" }),
    warnings: Type.Array(problem),
    needs_restart: Type.Array(Type.String(), {
      description: "Settings that were changed and hold from the next start only",
    }),
  },
  { title: "Reload", description: "The new configuration holds." },
);
export const refusedAnswer = Type.Object(
  { ...errorBody.properties, errors: Type.Array(problem) },
  {
    title: "RefusedReload",
    description: "The configuration has errors; the previous one stays in effect.",
  },
);
