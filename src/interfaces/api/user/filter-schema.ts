import Type from "typebox";
import { nullableString } from "../schema-types.ts";

export const criteria = Type.Object(
  {
    name: Type.String(),
    type: Type.String(),
    value: Type.Unknown({ description: "Any JSON value; kept as it was sent" }),
    object_type: Type.Optional(nullableString("Kind of the objects in the value")),
  },
  { additionalProperties: false },
);

export const filterItem = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    criterias: Type.Array(criteria),
    order: Type.Integer({ description: "Place on the page, from 1" }),
  },
  { title: "UserFilter" },
);

export const pageParameter = {
  page_name: Type.String({ description: "Page, such as `events-view`", examples: ["events-view"] }),
};
export const filterIdParameter = { filter_id: Type.Integer({ description: "Filter" }) };
