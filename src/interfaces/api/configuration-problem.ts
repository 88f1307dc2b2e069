import Type from "typebox";
import { namedValue } from "./schema-types.ts";

const problem = {
  file: Type.String(),
  line: Type.Integer({ description: "0 if it concerns the whole file" }),
  directive: Type.Union([Type.String(), Type.Null()], { description: "Null: the whole object or file" }),
  message: Type.String(),
};

/** Error of the configuration. */
export const configurationError = Type.Object(problem);

export const configurationWarning = Type.Object({
  ...problem,
  code: Type.String({ description: "Kind of the warning", examples: ["no-contacts"] }),
  params: Type.Record(Type.String(), namedValue, { description: "What the message names, by code" }),
});
