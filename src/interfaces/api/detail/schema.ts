import Type from "typebox";
import { nullableBoolean, nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

const acknowledgement = Type.Unsafe<object | null>({
  type: ["object", "null"],
  description: "The one in effect",
  properties: {
    author: nullableString("Contact"),
    entry_time: nullableDate("Acknowledged at"),
    comment: nullableString("Why"),
    sticky: Type.Boolean({ description: "Lasts until the recovery, not only until the next change of state" }),
    notified: Type.Boolean({ description: "The contacts were notified of it" }),
    persistent: Type.Boolean({ description: "Its comment stays after the problem" }),
    expires_at: nullableDate("Time at which it expires; null: with the problem only"),
    stable_minutes: nullableInteger(
      "It ends after the resource has been UP or OK for this long; null: at the recovery",
    ),
  },
});

export const detailAnswer = Type.Object(
  {
    checks: Type.Object({
      active: nullableBoolean("Active checks are enabled"),
      passive: nullableBoolean("Passive results are accepted"),
      next: nullableDate("Next active check"),
      period: nullableString("check_period"),
      event_handler: Type.Boolean({ description: "There is an event handler, and it is enabled" }),
      freshness: Type.Boolean({ description: "Stale results force a check" }),
      poller: nullableString("Poller, or group of pollers, that checks it; null: the server itself"),
      not_seen_since: nullableDate("Since when the poller that checks it is away; null if it is not"),
    }),
    notifications: Type.Object({
      enabled: nullableBoolean("Notifications of the resource are enabled"),
      period: nullableString("notification_period"),
      number: Type.Integer({ description: "Number of the last notification of the present problem; 0: none yet" }),
      last: nullableDate("Last notification"),
      contacts: Type.Array(Type.String(), { description: "Contacts by name" }),
      contact_groups: Type.Array(Type.String(), { description: "Contact groups by name" }),
    }),
    flapping: Type.Object({
      detected: Type.Boolean({ description: "Flap detection is enabled" }),
      is_flapping: Type.Boolean(),
      percent_state_change: Type.Number(),
    }),
    acknowledgement,
  },
  { title: "ResourceDetail", description: "What the contract's objects do not show of a host or service." },
);
