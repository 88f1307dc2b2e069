import Type from "typebox";
import { nullableDate, nullableInteger } from "../schema-types.ts";

const nullableObject = (properties: Parameters<typeof Type.Object>[0], title: string, description: string) =>
  Type.Unsafe<object | null>({ ...Type.Object(properties, { title, description }), type: ["object", "null"] });

/** Entry of a timeline (later versions §8.5). */
export const timelineEntry = Type.Object(
  {
    id: Type.Integer({ description: "Unique among entries of its type" }),
    type: Type.String({ description: "`event`, `notification`, `downtime`, `acknowledgement` or `comment`" }),
    date: nullableDate("When it happened, or was entered"),
    start_date: nullableDate("Start of a downtime"),
    end_date: nullableDate("End of a downtime"),
    content: Type.String({ description: "First line of the output, or the comment" }),
    contact: nullableObject(
      {
        id: nullableInteger("Contact; null without an account, or if several were notified"),
        name: Type.String({ description: "Alias of the contact; of several, separated by commas" }),
      },
      "TimelineContact",
      "Who was notified, or entered it; null for an event",
    ),
    status: nullableObject(
      { code: Type.Integer(), name: Type.String(), severity_code: Type.Integer() },
      "TimelineStatus",
      "State at that time, of an event or a notification",
    ),
    tries: nullableInteger("Attempt, of an event"),
  },
  { title: "TimelineEntry" },
);
