import Type from "typebox";
import { MAX_COMMENT_LENGTH } from "../resource-references.ts";
import { nullableString } from "../schema-types.ts";

export const MAX_COMMENTS = 1_000;

export const commentRequest = Type.Object(
  {
    comment: Type.String({ minLength: 1, maxLength: MAX_COMMENT_LENGTH, examples: ["disk ordered, ticket 4711"] }),
    persistent: Type.Optional(Type.Boolean({ default: true, description: "Survives a restart" })),
  },
  { additionalProperties: false },
);

export const commentCreated = Type.Object(
  { id: Type.Integer() },
  { title: "CommentCreated", description: "Durable, and visible to the next read." },
);

const named = { id: Type.Integer(), name: Type.String() };

const comment = Type.Object(
  {
    id: Type.Integer(),
    host: Type.Object(named),
    service: Type.Unsafe<{ id: number; name: string } | null>({
      type: ["object", "null"],
      properties: named,
      description: "Null for a comment on the host",
    }),
    entry_time: Type.String({ description: "RFC 3339, UTC" }),
    author: nullableString("Contact; null if an import had none"),
    comment: nullableString("The text"),
    type: Type.Enum(["user", "downtime", "flapping", "acknowledgement"] as const, { description: "What made it" }),
    persistent: Type.Boolean({ description: "Survives a restart, and the end of its acknowledgement" }),
  },
  { title: "Comment" },
);

export const commentList = Type.Object(
  {
    result: Type.Array(comment, { description: "Newest first" }),
    meta: Type.Object({ limit: Type.Integer(), total: Type.Integer() }),
  },
  { title: "Comments", description: "Open comments on what the caller sees." },
);
