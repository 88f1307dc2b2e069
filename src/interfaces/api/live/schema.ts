import Type from "typebox";
import { STATE_WORDS } from "../../../model/severity.ts";
import { nullableString } from "../schema-types.ts";
import { liveRowMembers } from "./row-schema.ts";

const asOf = Type.Integer({ description: "Id of the newest change that the answer has, as in the live stream" });

const counts = Type.Record(Type.String(), Type.Integer(), {
  description: `Number by state: ${STATE_WORDS.join(", ")}; states of none are absent`,
  examples: [{ CRITICAL: 12, WARNING: 20 }],
});

const handledCounts = Type.Record(
  Type.String(),
  Type.Object(
    { total: Type.Integer(), unhandled: Type.Integer(), acknowledged: Type.Integer(), downtime: Type.Integer() },
    { title: "HandledCounts" },
  ),
  { description: "By state; states of none are absent" },
);

const listedRow = Type.Object(
  {
    ...Type.Partial(Type.Object(liveRowMembers)).properties,
    key: liveRowMembers.key,
    address: Type.Optional(nullableString("Of the host; only with `fields`")),
    groups: Type.Optional(Type.Array(Type.String(), { description: "Only with `fields`" })),
    variables: Type.Optional(
      Type.Record(Type.String(), nullableString("Value"), { description: "Only with `fields`: `var.NAME`" }),
    ),
  },
  { title: "ListedRow", description: "All members of LiveRow, or those of `fields`" },
);

export const resourceList = Type.Object(
  {
    result: Type.Array(listedRow),
    meta: Type.Object({
      total: Type.Integer({ description: "Rows of the whole view" }),
      total_unhandled: Type.Integer({ description: "Of them, as of now" }),
      offset: Type.Integer(),
      view: Type.String({ description: "Frozen order, for further windows", examples: ["v-8fJz0sPq2Lx7aT1c"] }),
      as_of: asOf,
      counts,
      q: Type.String({ description: "The search as it was understood" }),
    }),
  },
  { title: "ResourceList", description: "A window of the list." },
);

export const summary = Type.Object(
  {
    host: handledCounts,
    service: handledCounts,
    total: Type.Integer(),
    total_unhandled: Type.Integer(),
    unhandled: counts,
    worst: nullableString("Worst state of all; null: there is nothing"),
    worst_unhandled: nullableString("Worst state of an unhandled problem; null: there is none"),
    as_of: asOf,
    q: Type.String({ description: "The search as it was understood" }),
  },
  { title: "Summary", description: "Counts by type, state and handling." },
);

export const groupList = Type.Object(
  {
    result: Type.Array(
      Type.Object(
        {
          key: Type.String({ description: "`hg` or `sg` and the id", examples: ["hg3"] }),
          kind: Type.Enum(["host", "service"] as const),
          id: Type.Integer(),
          name: Type.String(),
          alias: Type.String(),
          worst: nullableString("Worst state of its members"),
          worst_unhandled: nullableString("Worst state of an unhandled problem; null: there is none"),
          unhandled: Type.Integer(),
          counts,
          size: Type.Integer({ description: "Number of the members that are counted" }),
        },
        { title: "LiveGroup" },
      ),
    ),
    meta: Type.Object({ total: Type.Integer(), as_of: asOf, q: Type.String() }),
  },
  { title: "LiveGroups", description: "Groups, the worst unhandled ones first." },
);

export const completions = Type.Object(
  {
    from: Type.Integer({ description: "Characters from here" }),
    to: Type.Integer({ description: "to here, excluded, are replaced" }),
    items: Type.Array(
      Type.Object(
        {
          text: Type.String({ description: "Replacement", examples: ["host:web-01 "] }),
          kind: Type.String({ description: "`field`, `state`, `flag`, or the field whose value it is" }),
          hint: Type.String({ description: "What it is, in a few words; may be empty" }),
        },
        { title: "Completion" },
      ),
    ),
  },
  { title: "Completions", description: "What could stand at the place." },
);
