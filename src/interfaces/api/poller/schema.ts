import Type from "typebox";
import { nullableDate, nullableString } from "../schema-types.ts";

export const shownPoller = Type.Object(
  {
    id: Type.Integer({ description: "Id of the monitoring server, as hosts have it" }),
    name: Type.String(),
    state: Type.Union(
      [
        Type.Literal("connected"),
        Type.Literal("connecting", { description: "Without a connection, but not for long" }),
        Type.Literal("away"),
        Type.Literal("not-enrolled", { description: "It was added, and has not connected yet" }),
        Type.Literal("revoked"),
      ],
      { description: "Of its connection" },
    ),
    since: nullableDate(
      "When it lost its connection, or, before the start of the server, of its last results; null while it is connected",
    ),
    hosts: Type.Integer({ description: "Hosts that it checks at present" }),
    group: nullableString("Name of the group that it belongs to; null if it is in none"),
    group_hosts: Type.Integer({ description: "Those of its hosts that name the group" }),
    version: nullableString("Release; null while it is not connected"),
    running: Type.Union([Type.Integer(), Type.Null()], { description: "Checks that are running" }),
    late: Type.Union([Type.Integer(), Type.Null()], { description: "Checks that are due and wait" }),
    buffered: Type.Union([Type.Integer(), Type.Null()], { description: "Results that this server has not taken yet" }),
    clock_offset: Type.Union([Type.Number(), Type.Null()], {
      description: "Seconds by which its clock is ahead; null before it is known",
    }),
    configuration_errors: Type.Array(Type.String(), {
      description: "Why it refused its part of the configuration, and goes on with the one before",
    }),
    created_at: nullableDate("When it was added"),
  },
  { title: "Poller" },
);

export const addedPoller = Type.Object(
  {
    id: Type.Integer({ description: "Id of the monitoring server, as hosts have it" }),
    name: Type.String(),
    secret: Type.String({ description: "With which it enrols once, within an hour; shown this once" }),
    address: Type.String({ description: "Address of this server, for the command there" }),
    command: Type.String({ description: "What to type on the machine that is to check" }),
    pin: nullableString("SHA-256 of the public key of a certificate that no authority has signed, in base64"),
  },
  { title: "PollerAdded", description: "The poller, with its secret this once." },
);
