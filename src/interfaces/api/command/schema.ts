import Type from "typebox";

export const MAX_LINES = 1000;
const MAX_LINE_LENGTH = 65_536;

export const commandRequest = Type.Object(
  {
    lines: Type.Array(Type.String({ maxLength: MAX_LINE_LENGTH, pattern: "^[^\\n]*$" }), {
      minItems: 1,
      maxItems: MAX_LINES,
      description: "`NAME;argument;…`, optionally after `[unix seconds]`",
      examples: [["SCHEDULE_FORCED_HOST_CHECK;web;0"]],
    }),
  },
  { additionalProperties: false },
);

export const commandAnswer = Type.Object(
  {
    refused: Type.Array(
      Type.Object({
        line: Type.Integer({ description: "Place in the request, counted from 0" }),
        reason: Type.String({ examples: ["SCHEDULE_FORCED_HOST_CHECK: There is no host 'web'."] }),
      }),
      { description: "Lines without an effect; empty if all were executed" },
    ),
  },
  { title: "ExecutedCommands", description: "Every line was read; what was executed is durable." },
);
