import { READ, READ_ONE, type Line } from "./rights-lines.ts";

const NEVER = [404, 404, 404, 404, 403, 403, 403];
const service = (path: string): Line => ({
  method: "GET",
  path: `/monitoring/hosts/1/services/101/${path}`,
  statuses: READ_ONE,
});
const metaService = (path: string): Line => ({
  method: "GET",
  path: `/monitoring/metaservices/1/${path}`,
  statuses: NEVER,
});
const source = (path: string): Line => ({ method: "GET", path: `/data-source/${path}`, statuses: READ });

/** Metrics of services (later versions §9) and the data source (§14). */
export const METRICS_RIGHTS: Readonly<Record<string, Line>> = {
  "list-current-metrics": service("metrics"),
  "get-current-metric": service("metrics/time"),
  "get-performance-graph": service("metrics/performance"),
  "get-performance-graph-between": service("metrics/start/1/end/2"),
  "download-performance-graph": service("metrics/performance/download?start_date=1&end_date=2"),
  "get-status-graph": service("metrics/status"),
  "get-status-graph-between": service("status/start/1/end/2"),
  "list-meta-service-metrics": metaService("metrics"),
  "get-meta-service-metric": metaService("metrics/rta"),
  "get-meta-service-performance-graph": metaService("metrics/performance"),
  "get-meta-service-status-graph": metaService("metrics/status"),
  "list-data-source-types": source("types"),
  "list-data-source-hosts": source("hosts"),
  "list-data-source-host-groups": source("host-groups"),
  "list-data-source-services": source("services"),
  "list-data-source-service-groups": source("service-groups"),
  "list-data-source-metaservices": source("metaservices"),
  "list-data-source-metrics": source("metrics"),
  "read-data-source-series": source("metrics/timeseries"),
};
