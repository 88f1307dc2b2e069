import Type, { type Static } from "typebox";
import { namedValue } from "../schema-types.ts";

const skipped = Type.Object(
  {
    key: Type.Unsafe<string | null>({ type: ["string", "null"], description: "Null: a record that is not there" }),
    id: Type.Optional(Type.Integer({ description: "The record, if the request names records" })),
    code: Type.String({ description: "Code of docs/errors.md", examples: ["no-problem"] }),
    message: Type.String({ examples: ["web-02 is UP"] }),
    params: Type.Record(Type.String(), namedValue, { description: "What the message names, by code" }),
  },
  { title: "SkippedResource" },
);

const undo = Type.Object(
  {
    action: Type.String(),
    on: Type.Optional(Type.Array(Type.String())),
    ids: Type.Optional(Type.Array(Type.Integer())),
    options: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { title: "Undo", description: "Body that reverts the action" },
);

export const actionAnswer = Type.Object(
  {
    done: Type.Array(Type.String(), { description: "Keys on which it was done" }),
    skipped: Type.Array(skipped, { description: "On which it was not, and why" }),
    ids: Type.Record(Type.String(), Type.Integer(), {
      description: "By key: the acknowledgement, downtime or comment that was made or ended",
    }),
    undo: Type.Union([undo, Type.Null()]),
  },
  { title: "ActionAnswer", description: "Durable, and visible to the next read." },
);

export type ActionAnswer = Static<typeof actionAnswer>;

export const previewAnswer = Type.Object(
  {
    hosts: Type.Integer(),
    services: Type.Integer(),
    problems: Type.Integer({ description: "Of these, how many have a problem now" }),
    skipped: Type.Integer({ description: "Further resources without the right, or that are not there" }),
  },
  { title: "ActionPreview" },
);

export type PreviewAnswer = Static<typeof previewAnswer>;
