import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { missingAnswer } from "../schema-types.ts";
import { liveDecisionsOperation } from "./decisions/operation.ts";
import { liveEventsOperation } from "./events.ts";
import { liveMetricsOperation } from "./metrics.ts";
import { presentDetail } from "./present-detail.ts";
import { rowOfPath } from "./row-of-path.ts";
import { detailAnswer, liveKeyParameter } from "./schema.ts";
import { statesBetween } from "./states-between.ts";

const DAY_SECONDS = 86_400;

/** One host or service for the console: everything about it, its history and its performance data. */
export const liveDetailOperations: readonly Operation[] = [
  {
    id: "get-live-resource",
    surface: "vigie",
    method: "GET",
    answeredBy: "leader",
    paths: ["/resources/:key"],
    right: "api-access",
    tag: "Console",
    summary: "Everything about a host or a service",
    description:
      "Values of secrets are never shown, whoever asks. Resources that the caller does not see are left out.",
    parameters: liveKeyParameter,
    answers: { 200: detailAnswer, ...missingAnswer },
    isPresentedExactly: true,
    handle: async (request, parts) => {
      const row = rowOfPath(request, parts.realtime);
      const now = Math.floor(parts.clock.now());
      const { states } = await statesBetween(row, { from: now - DAY_SECONDS, to: now }, parts);
      return presentDetail(row, callerOf(request), parts, states);
    },
  },
  liveEventsOperation,
  liveMetricsOperation,
  liveDecisionsOperation,
];
