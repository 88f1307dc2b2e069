import Type from "typebox";
import { PARTS } from "../health/health.ts";
import { configurationProblem } from "../configuration-problem.ts";
import { namedValue, nullableDate, nullableNumber, nullableString } from "../schema-types.ts";

const message = Type.Object({
  id: Type.Integer(),
  key: nullableString("Key of the host or service; null for a report"),
  type: Type.Enum(["host", "service", "server"] as const),
  host: nullableString("Null: not configured any more"),
  service: nullableString("Null: of a host"),
  time: nullableDate("Decided"),
  kind: Type.String(),
  contact: Type.String(),
  command: Type.String(),
  failed_attempts: Type.Integer(),
  last_failure: nullableString("What the last attempt came to"),
  next_attempt: nullableDate("When it is tried again"),
  waits_for: Type.Union([Type.Integer(), Type.Null()], {
    description: "Message that failed, to the same contact about the same: this one is sent after it. Null: none",
  }),
});

const reload = Type.Object({
  at: nullableDate("End of the newest reload; before the first one, the start"),
  by: nullableString("`by jdoe over the API`; null: by a signal or the start"),
  result: Type.Enum(["started", "accepted", "refused", "failed"] as const),
  seconds: nullableNumber("Duration"),
  reason: nullableString("Why it failed"),
  code: nullableString("Code of the reason"),
  params: Type.Record(Type.String(), namedValue, { description: "What the reason names, by code" }),
  errors: Type.Integer({ description: "Of one that was refused, or failed by vigie.yaml" }),
  warnings: Type.Integer({ description: "Of the configuration in effect" }),
  error_list: Type.Array(configurationProblem, { description: "The first 50" }),
  warning_list: Type.Array(configurationProblem, { description: "The first 50" }),
  needs_restart: Type.Array(Type.String(), { description: "Changed settings that need a restart" }),
});

export const serverAnswer = Type.Object(
  {
    status: Type.Enum(["ok", "starting", "failing", "stopping"] as const),
    problems: Type.Array(Type.Object({ part: Type.Enum([...PARTS]), code: Type.String(), since: Type.String() }), {
      description: "Parts that do not work",
    }),
    version: Type.String(),
    node: Type.String({ description: "Version of Node" }),
    started_at: nullableDate("Start of the server"),
    now: nullableDate("Time of the server"),
    checks: Type.Object({
      per_second: Type.Number(),
      done: Type.Integer({ description: "Since the start" }),
      running: Type.Integer(),
      waiting: Type.Integer({ description: "Due, waiting for a free slot; counted up to 10,000" }),
      lag_p50: nullableNumber("Seconds from due to start, of the last thousand checks"),
      lag_p99: nullableNumber("The same, 99th percentile"),
    }),
    results_per_second: Type.Number({ description: "That count, of any door" }),
    commits: Type.Object({
      per_second: Type.Number(),
      pending: Type.Integer({ description: "Not on disk yet" }),
      refused: Type.Integer({ description: "Since the start" }),
      delay_p50: nullableNumber("Seconds until on disk, at most, in the last minute; null: nothing was stored"),
      delay_p99: nullableNumber("The same, 99th percentile"),
      delay_is_more: Type.Boolean({ description: "It is more than `delay_p99`, which is the most that is told apart" }),
      last: nullableDate("Last change that is on disk"),
    }),
    store_bytes: Type.Integer(),
    event_loop_delay_p99: Type.Number({ description: "Seconds, in the last full minute" }),
    memory_bytes: Type.Integer(),
    heap_bytes: Type.Integer(),
    connections: Type.Integer({ description: "Open connections of clients" }),
    listeners: Type.Integer({ description: "Of those, to the live stream" }),
    views: Type.Object({
      count: Type.Integer({ description: "Lists that are kept for consoles" }),
      bytes: Type.Integer(),
    }),
    outbox: Type.Object({
      waiting: Type.Integer({ description: "Notifications that are not delivered yet" }),
      failing: Type.Integer({ description: "Of the 50 oldest, those that were tried in vain" }),
      delivered: Type.Integer({ description: "Since the start" }),
      given_up: Type.Integer({ description: "Since the start" }),
      messages: Type.Array(message, { description: "The 50 oldest" }),
    }),
    configured_since: nullableDate("When the configuration came into effect"),
    reload: Type.Union([reload, Type.Null()]),
  },
  { title: "Server", description: "The condition of the server itself." },
);
