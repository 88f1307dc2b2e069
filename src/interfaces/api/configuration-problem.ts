import Type from "typebox";
import { namedValue } from "./schema-types.ts";

/** Error or warning of the configuration. */
export const configurationProblem = Type.Object({
  file: Type.String(),
  line: Type.Integer({ description: "0 if it concerns the whole file" }),
  directive: Type.Union([Type.String(), Type.Null()], { description: "Null: the whole object or file" }),
  message: Type.String(),
  code: Type.String({ description: "Kind of the error or warning", examples: ["not-defined"] }),
  params: Type.Record(Type.String(), namedValue, { description: "What the message names, by code" }),
});
