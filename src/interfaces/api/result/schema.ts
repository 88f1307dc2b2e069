import Type from "typebox";
import { MAX_RESOURCES, referenceProperties, strict } from "../resource-references.ts";
import { nullableString } from "../schema-types.ts";

/** Maximum length of output and of performance data, in characters. */
export const MAX_TEXT_LENGTH = 65_536;

const texts = {
  output: Type.Optional(
    nullableString(`The lines after the first are the long output; at most ${MAX_TEXT_LENGTH} characters`),
  ),
  performance_data: Type.Optional(
    nullableString(
      `Appended to the performance data in the output, after \`|\`; at most ${MAX_TEXT_LENGTH} characters`,
    ),
  ),
};

/** Body of a host result (later versions §7.3). */
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

/** Body of a batch (later versions §7.1). */
export const resultsRequest = Type.Object(
  {
    resources: Type.Array(
      Type.Object(
        {
          ...referenceProperties,
          status: Type.Integer({
            enum: [0, 1, 2, 3],
            description: "Host: 0 UP, 1 DOWN, 2 UNREACHABLE; otherwise: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN",
          }),
          ...texts,
        },
        strict,
      ),
      { maxItems: MAX_RESOURCES },
    ),
  },
  strict,
);
