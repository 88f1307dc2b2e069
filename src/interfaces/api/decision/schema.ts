import Type from "typebox";
import { nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

/** The newest decisions of a resource; more at once nobody reads. */
export const MOST_DECISIONS = 1_000;
export const USUAL_DECISIONS = 50;
/** 31 days. */
const LONGEST_HOURS = 744;

export const STATE_NAMES = { host: ["DOWN", "UNREACHABLE"], service: ["WARNING", "CRITICAL", "UNKNOWN"] } as const;

const what = {
  contact: nullableString("Null: it was decided for every contact at once"),
  outcome: Type.Enum(["told", "not-told", "waiting"] as const, {
    description: "`waiting`: it is looked at again by itself",
  }),
  code: Type.String({
    description: "The rule that decided; docs/notifications.md lists them",
    examples: ["acknowledged"],
  }),
  reason: Type.String({ description: "In words", examples: ["acknowledged by jdoe"] }),
  text: Type.String({ description: "The whole sentence", examples: ["not notified: acknowledged by jdoe"] }),
  until: nullableDate(
    "When it is re-evaluated or, if already notified, notified again; null: not before something happens",
  ),
};

const message = Type.Object(
  {
    command: Type.String({ description: "Notification command, with its arguments" }),
    status: Type.Enum(["told", "being-tried", "failed"] as const),
    at: nullableDate("When it was delivered, or given up"),
    outcome: nullableString("What the delivery came to; null while it is being tried"),
  },
  { title: "DecisionMessage" },
);

const decision = Type.Object(
  {
    id: Type.Integer(),
    time: Type.String({ description: "RFC 3339, UTC" }),
    kind: Type.String({
      description: "What it was about",
      examples: ["problem", "recovery", "acknowledgement", "downtime-start"],
    }),
    state: Type.Integer({ description: "Of the resource at that moment" }),
    ...what,
    messages: Type.Array(message, { description: "One for each notification command of the contact" }),
  },
  { title: "Decision" },
);

export const decisionList = Type.Object(
  {
    result: Type.Array(decision, { description: "The newest first" }),
    present: Type.Array(Type.Object(what, { title: "PresentDecision" }), {
      description: "What the rules say now of the problem the resource has; empty when it has none",
    }),
    meta: Type.Object({ limit: Type.Integer() }),
  },
  { title: "Decisions", description: "Who was notified, who was not, and why." },
);

export const simulationRequest = Type.Object(
  {
    host_id: Type.Integer({ minimum: 1 }),
    service_id: Type.Optional(Type.Integer({ minimum: 1, description: "Without it, the host is meant" })),
    state: Type.Enum([...STATE_NAMES.host, ...STATE_NAMES.service], {
      description: "The hard state that is supposed",
      examples: ["CRITICAL"],
    }),
    at: Type.Optional(
      Type.String({ description: "Since when (RFC 3339); default: now", examples: ["2026-11-24T03:00:00+01:00"] }),
    ),
    hours: Type.Optional(
      Type.Integer({ minimum: 1, maximum: LONGEST_HOURS, default: 24, description: "How far to look" }),
    ),
  },
  { additionalProperties: false },
);

const simulated = Type.Object(
  {
    time: Type.String({ description: "RFC 3339, UTC" }),
    ...what,
    notification_number: nullableInteger("Null when nobody is notified"),
    is_escalated: Type.Boolean(),
  },
  { title: "SimulatedDecision" },
);

export const simulationAnswer = Type.Object(
  {
    result: Type.Array(simulated, { description: "In the order of time" }),
    is_complete: Type.Boolean({ description: "False when there would be more than is shown" }),
  },
  {
    title: "Simulation",
    description: "Who would be notified when, and why others would not. Nothing is stored and nobody is notified.",
  },
);
