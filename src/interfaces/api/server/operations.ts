import Type from "typebox";
import type { LastReload } from "../../../config/reload-outcome.ts";
import { quantileOf } from "../../../lib/histogram.ts";
import type { Caller } from "../../../access/caller.ts";
import { withoutSecrets } from "../../../model/known-secrets.ts";
import { isHostKey, SERVER_KEY } from "../../../model/resource-key.ts";
import type { ServerMeasures } from "../../metrics/server-metrics.ts";
import { formatLiveKey } from "../live/live-key.ts";
import { rowOfKey, resourceOfRow } from "../live-detail/row-of-path.ts";
import { started } from "../lookup.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { dateOrNull } from "../present-values.ts";
import { actorOf, callerOf } from "../rights.ts";
import { doneAnswer, errorAnswer } from "../schema-types.ts";
import { serverAnswer } from "./schema.ts";
import type { Undelivered } from "./undelivered.ts";

/** Messages and problems of the configuration that are listed; their number is told in any case. */
const MAX_LISTED = 50;

/** The condition of the server for those who are signed in. */
export const serverOperations: readonly Operation[] = [
  {
    id: "get-server",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/server"],
    right: "api-access",
    tag: "Console",
    summary: "How the server itself is: rates, delays, store, outbox, last reload",
    description:
      "Rates are a second, and delays of commits, over the last minute. Texts that may name what is monitored (errors and warnings of the " +
      "configuration, waiting notifications) are for administrators; others see how many there are.",
    answers: { 200: serverAnswer, 503: errorAnswer("The server is still starting.") },
    isPresentedExactly: true,
    handle: async (request, parts) => {
      const caller = callerOf(request);
      const [measures, waiting] = await Promise.all([started(parts.serverMeasures()), parts.undelivered(MAX_LISTED)]);
      return present(measures, waiting, caller, parts);
    },
  },
  {
    id: "retry-delivery",
    surface: "vigie",
    method: "POST",
    paths: ["/server/outbox/:id(\\d+)/retry"],
    right: "administrator",
    tag: "Console",
    summary: "Send a message that failed again now",
    description:
      "A message of `outbox.messages` of `GET /api/server` with failed attempts: its `next_attempt` is now. Of one with " +
      "`waits_for`, that message is sent, and then this one. Whether they arrive, `GET /api/server` tells.",
    parameters: { id: Type.Integer({ description: "Message of the outbox" }) },
    answers: { ...doneAnswer, 404: errorAnswer("No such message waits for another attempt.") },
    handle: (request, { operations }) =>
      operations.retryDelivery(Number((request.params as { readonly id: string }).id), actorOf(request)),
  },
];

function present(
  measures: ServerMeasures,
  waiting: readonly Undelivered[],
  caller: Caller,
  parts: Pick<
    ApiParts,
    "stream" | "live" | "serverRates" | "lastReload" | "health" | "configuredSince" | "realtime" | "inventory" | "clock"
  >,
) {
  const { checks, store, delay, deliveries } = measures;
  const { rss, heapUsed } = process.memoryUsage();
  const { status, problems } = parts.health();
  const rates = parts.serverRates();
  const delay99 = quantileOf(rates.commitDelays, 0.99);
  const counts = [...deliveries.byCarrier.values()];
  return {
    status,
    problems,
    version: measures.version,
    node: process.versions.node,
    started_at: dateOrNull(measures.startedAt),
    now: dateOrNull(parts.clock.now()),
    checks: {
      per_second: rates.checks,
      done: checks.done,
      running: checks.running,
      waiting: checks.waiting,
      lag_p50: checks.latency?.p50 ?? null,
      lag_p99: checks.latency?.p99 ?? null,
    },
    results_per_second: rates.results,
    commits: {
      per_second: rates.commits,
      pending: measures.pendingCommits,
      refused: store.refused,
      delay_p50: quantileOf(rates.commitDelays, 0.5)?.atMost ?? null,
      delay_p99: delay99?.atMost ?? null,
      delay_is_more: delay99?.isBeyond ?? false,
      last: dateOrNull(measures.lastCommit),
    },
    store_bytes: store.bytes,
    event_loop_delay_p99: delay.p99,
    memory_bytes: rss,
    heap_bytes: heapUsed,
    connections: measures.connections,
    listeners: parts.stream.listeners(),
    views: parts.live.sizes(),
    outbox: {
      waiting: deliveries.waiting,
      failing: waiting.filter(({ failed }) => failed !== null).length,
      delivered: sum(counts.map(({ delivered }) => delivered)),
      given_up: sum(counts.map(({ failed }) => failed)),
      messages: caller.isAdmin ? waiting.map((message) => presentMessage(message, caller, parts)) : [],
    },
    configured_since: dateOrNull(parts.configuredSince()),
    reload: presentReload(parts.lastReload(), caller),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function presentMessage(
  { id, key, at, kind, contact, command, failed, behind }: Undelivered,
  { visibility }: Caller,
  { realtime, inventory }: Pick<ApiParts, "realtime" | "inventory">,
) {
  const row = key === SERVER_KEY ? undefined : rowOfKey(realtime, key, visibility);
  const resource = row && resourceOfRow(row);
  return {
    id,
    key: key === SERVER_KEY ? null : formatLiveKey(key),
    type: key === SERVER_KEY ? ("server" as const) : isHostKey(key) ? ("host" as const) : ("service" as const),
    host: resource?.hostName ?? null,
    service: resource?.kind === "service" ? resource.description : null,
    time: dateOrNull(at),
    kind,
    contact,
    command: resource === undefined ? command : withoutSecrets(command, resource, inventory()),
    failed_attempts: failed?.count ?? 0,
    last_failure: failed?.reason ?? null,
    next_attempt: dateOrNull(failed?.nextAt ?? null),
    waits_for: behind,
  };
}

function presentReload(last: LastReload | null, { isAdmin }: Caller) {
  if (last === null) return null;
  const { at, by, result, seconds, errors, warnings, needsRestart, reason } = last;
  return {
    at: dateOrNull(at),
    by,
    result,
    seconds,
    reason: isAdmin ? (reason?.message ?? null) : null,
    code: isAdmin ? (reason?.code ?? null) : null,
    params: isAdmin ? (reason?.params ?? {}) : {},
    errors: errors.length,
    warnings: warnings.length,
    error_list: isAdmin ? errors.slice(0, MAX_LISTED) : [],
    warning_list: isAdmin ? warnings.slice(0, MAX_LISTED) : [],
    needs_restart: [...needsRestart],
  };
}
