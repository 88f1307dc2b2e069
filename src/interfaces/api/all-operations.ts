import { acknowledgementOperations } from "./acknowledgement/operations.ts";
import { acknowledgementsInEffect } from "./handled/acknowledgements.ts";
import { downtimesInRange } from "./handled/downtimes.ts";
import { actionOperations } from "./action/operations.ts";
import { availabilityOperations } from "./availability/operations.ts";
import { checkOperations } from "./check/operations.ts";
import { commandOperations } from "./command/operations.ts";
import { commentOperations } from "./comment/operations.ts";
import { dataSourceOperations } from "./data-source/operations.ts";
import { configurationReads } from "./configuration/operations.ts";
import { decisionOperations } from "./decision/operations.ts";
import { detailOperations } from "./detail/operations.ts";
import { downtimeOperations } from "./downtime/operations.ts";
import { eventOperations } from "./event/operations.ts";
import { expositionOperations } from "./exposition/operations.ts";
import { healthOperations } from "./health/operations.ts";
import { hostOperations } from "./host/operations.ts";
import { hostGroupOperations } from "./hostgroup/operations.ts";
import { liveDetailOperations } from "./live-detail/operations.ts";
import { liveOperations } from "./live/operations.ts";
import { loginOperations } from "./login/operations.ts";
import { meOperations } from "./me/operations.ts";
import { metaServiceOperations } from "./metaservice/operations.ts";
import { metricOperations } from "./metric/operations.ts";
import { namedListOperations } from "./named-list/operations.ts";
import { streamOperations } from "./live-stream/operations.ts";
import { sessionOperations } from "./session/operations.ts";
import { statusCountOperations } from "./status-count/operations.ts";
import { openApiOperations } from "./openapi/operations.ts";
import type { Operation } from "./operation.ts";
import { performanceOperations } from "./performance/operations.ts";
import { prometheusOperations } from "./prometheus/operations.ts";
import { recurringDowntimeOperations } from "./recurring-downtime/operations.ts";
import { reloadOperations } from "./reload/operations.ts";
import { reportOperations } from "./report/operations.ts";
import { resourceOperations } from "./resource/operations.ts";
import { resultOperations } from "./result/operations.ts";
import { serverOperations } from "./server/operations.ts";
import { serviceOperations } from "./service/operations.ts";
import { serviceGroupOperations } from "./servicegroup/operations.ts";
import { parameterOperations } from "./administration/parameters.ts";
import { oldApiOperations } from "./old-api/operations.ts";
import { platformOperations } from "./platform/operations.ts";
import { tokenOperations } from "./token/operations.ts";
import { userOperations } from "./user/operations.ts";
import { wallLinkOperations } from "./wall-link/operations.ts";
import { welcomeOperations } from "./welcome/operations.ts";
import { timelineOperations } from "./timeline/operations.ts";
import { clusterOperations } from "./cluster/operations.ts";
import { pollerOperations } from "./poller/operations.ts";
import { trailingSlashRedirect } from "./trailing-slash.ts";
import { consoleOperations } from "./console/operations.ts";
import { documentationOperations } from "./documentation/operations.ts";

const ANSWERED: readonly Operation[] = [
  ...loginOperations,
  ...hostOperations,
  ...serviceOperations,
  ...resourceOperations,
  ...liveOperations,
  ...configurationReads,
  ...timelineOperations,
  ...hostGroupOperations,
  ...serviceGroupOperations,
  ...acknowledgementOperations,
  ...downtimeOperations,
  ...recurringDowntimeOperations,
  ...metaServiceOperations,
  ...namedListOperations,
  ...statusCountOperations,
  ...commentOperations,
  ...detailOperations,
  ...resultOperations,
  ...checkOperations,
  ...decisionOperations,
  ...eventOperations,
  ...metricOperations,
  ...performanceOperations,
  ...dataSourceOperations,
  ...expositionOperations,
  ...prometheusOperations,
  ...availabilityOperations,
  ...reportOperations,
  ...commandOperations,
  ...healthOperations,
  ...reloadOperations,
  ...openApiOperations,
  ...consoleOperations,
  ...documentationOperations,
  ...platformOperations,
  ...userOperations,
  ...parameterOperations,
  ...tokenOperations,
  ...oldApiOperations,
  ...streamOperations,
  ...sessionOperations,
  ...welcomeOperations,
  ...meOperations,
  ...wallLinkOperations,
  ...actionOperations,
  downtimesInRange,
  acknowledgementsInEffect,
  ...liveDetailOperations,
  ...serverOperations,
  ...clusterOperations,
  ...pollerOperations,
];

/** All operations of the server. A route that belongs to none of them cannot be registered. */
export const OPERATIONS: readonly Operation[] = [...ANSWERED, trailingSlashRedirect(ANSWERED)];
