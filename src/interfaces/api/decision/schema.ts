import Type from "typebox";
import { namedValue, nullableDate, nullableInteger, nullableString } from "../schema-types.ts";

/** Largest number of decisions in an answer. */
export const MAX_DECISIONS = 1_000;
export const DEFAULT_DECISIONS = 50;
/** Longest simulation: 31 days. */
const MAX_HOURS = 744;

export const STATE_NAMES = { host: ["DOWN", "UNREACHABLE"], service: ["WARNING", "CRITICAL", "UNKNOWN"] } as const;

const zone = Type.String({
  description: "IANA time zone of the times in the texts: that of the resource, else of its host or the program",
  examples: ["Europe/Paris"],
});

export const reasonParams = Type.Union([Type.Record(Type.String(), namedValue), Type.Null()], {
  description: "What the reason names, by code (docs/notifications.md); null: recorded by an earlier release",
  examples: [{ author: "jdoe" }],
});

const what = {
  contact: nullableString("Null: decided for all contacts together"),
  outcome: Type.Enum(["told", "not-told", "waiting"] as const, {
    description: "`waiting`: it will be re-evaluated automatically",
  }),
  code: Type.String({
    description: "Rule that decided, as listed in docs/notifications.md",
    examples: ["acknowledged"],
  }),
  reason: Type.String({ description: "In words", examples: ["acknowledged by jdoe"] }),
  params: reasonParams,
  text: Type.String({ description: "Full sentence", examples: ["not notified: acknowledged by jdoe"] }),
  until: nullableDate(
    "Time of the re-evaluation or, if already notified, of the next notification; null: none until the next event",
  ),
};

export const decisionMessage = Type.Object(
  {
    command: Type.String({
      description: "Notification command, with its arguments; its name alone without the role service_display_command",
    }),
    status: Type.Enum(["told", "being-tried", "failed"] as const),
    at: nullableDate("When it was delivered, or given up"),
    outcome: nullableString("What the delivery came to; null while it is being tried"),
    failed_attempts: Type.Integer({ description: "Attempts that failed, while it is being tried; otherwise 0" }),
    last_failure: nullableString("Reason of the last of them"),
    next_attempt: nullableDate("When it is tried again"),
  },
  { title: "DecisionMessage" },
);

const decision = Type.Object(
  {
    id: Type.Integer(),
    time: Type.String({ description: "RFC 3339, UTC" }),
    kind: Type.String({
      description: "Event that was decided on",
      examples: ["problem", "recovery", "acknowledgement", "downtime-start"],
    }),
    state: Type.Integer({ description: "State of the resource at that time" }),
    ...what,
    messages: Type.Array(decisionMessage, { description: "One per notification command of the contact" }),
  },
  { title: "Decision" },
);

export const decisionList = Type.Object(
  {
    result: Type.Array(decision, { description: "Newest first" }),
    present: Type.Array(Type.Object(what, { title: "PresentDecision" }), {
      description: "Result of the rules now for the current problem or a recovery that is owed; empty if there is none",
    }),
    meta: Type.Object({ limit: Type.Integer(), zone }),
  },
  { title: "Decisions", description: "Who was notified, who was not, and why." },
);

export const simulationRequest = Type.Object(
  {
    host_id: Type.Integer({ minimum: 1 }),
    service_id: Type.Optional(Type.Integer({ minimum: 1, description: "Absent: the host itself" })),
    state: Type.Enum([...STATE_NAMES.host, ...STATE_NAMES.service], {
      description: "Assumed hard state",
      examples: ["CRITICAL"],
    }),
    at: Type.Optional(
      Type.String({
        description: "Start of the state (RFC 3339); default: now",
        examples: ["2026-11-24T03:00:00+01:00"],
      }),
    ),
    hours: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_HOURS, default: 24, description: "Length of the simulation in hours" }),
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
    result: Type.Array(simulated, { description: "In chronological order" }),
    is_complete: Type.Boolean({ description: "False if there are more than are shown" }),
    zone,
  },
  {
    title: "Simulation",
    description: "Who would be notified when, and why others would not. Nothing is stored and nobody is notified.",
  },
);
