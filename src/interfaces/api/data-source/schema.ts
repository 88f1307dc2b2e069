import Type from "typebox";
import { nullableNumber } from "../schema-types.ts";
import { KINDS, SLUGS } from "./kinds.ts";

export const filterParameters = Object.fromEntries(
  SLUGS.map((slug) => [
    slug,
    Type.Optional(
      Type.String({
        description:
          `\`${slug}[]=…\`, repeated, or a JSON array: names, of which one must fit. \`*\` stands for any run of ` +
          "characters. All filters must hold.",
      }),
    ),
  ]),
);

export const pageParameters = {
  limit: Type.Optional(Type.Integer({ minimum: 0, default: 100, description: "Names per page." })),
  page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
};

export const typesAnswer = Type.Array(
  Type.Object({
    display_name: Type.String({ examples: [KINDS.host.displayName] }),
    list_endpoint: Type.String({ examples: ["/centreon/api/latest/data-source/hosts"] }),
    slug: Type.String({ examples: ["host"] }),
  }),
);

export const namedObject = Type.Object({
  id: Type.Integer({ description: "Of the first object of this name" }),
  name: Type.String(),
});

export const seriesAnswer = Type.Array(
  Type.Object({
    id: Type.Integer(),
    name: Type.String({ description: "Label of the metric" }),
    unit: Type.String(),
    labels: Type.Record(Type.String(), Type.String(), {
      description: "`host`, and `service` if it is not of the host's own check; `unit` if a label has several",
    }),
    timeserie: Type.Array(
      Type.Object({
        datetime: Type.String({ examples: ["2026-11-29T10:00:00Z"] }),
        value: nullableNumber("Null: no value"),
      }),
    ),
  }),
);
