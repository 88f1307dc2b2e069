import Type from "typebox";
import { nullableString } from "../schema-types.ts";

/** In one batch: so many take well under 100 ms, in which no other request is answered. */
export const MOST_RESULTS = 2_000;
/** Of output and performance data each, in characters. */
export const LONGEST_TEXT = 65_536;

const strict = { additionalProperties: false };
const texts = {
  output: Type.Optional(
    nullableString(`Lines after the first are the long output; at most ${LONGEST_TEXT} characters`),
  ),
  performance_data: Type.Optional(
    nullableString(`Added to what the output has after \`|\`; at most ${LONGEST_TEXT} characters`),
  ),
};

/** Later versions §5.4. */
export const hostResultRequest = Type.Object(
  { status: Type.Integer({ enum: [0, 1, 2], description: "0 UP, 1 DOWN, 2 UNREACHABLE" }), ...texts },
  strict,
);
export const serviceResultRequest = Type.Object(
  {
    status: Type.Integer({ enum: [0, 1, 2, 3], description: "0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN" }),
    ...texts,
  },
  strict,
);

/** Later versions §5.3. */
export const resultsRequest = Type.Object(
  {
    resources: Type.Array(
      Type.Object(
        {
          type: Type.String({ description: "`host`, `service` or `metaservice`" }),
          id: Type.Integer(),
          parent: Type.Unsafe<{ readonly id: number } | null>({
            type: ["object", "null"],
            properties: { id: { type: "integer" } },
            required: ["id"],
            ...strict,
            description: "The host of a service; else null",
          }),
          status: Type.Integer({
            enum: [0, 1, 2, 3],
            description: "Of a host 0 UP, 1 DOWN, 2 UNREACHABLE; else 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN",
          }),
          ...texts,
        },
        strict,
      ),
      { maxItems: MOST_RESULTS },
    ),
  },
  strict,
);
