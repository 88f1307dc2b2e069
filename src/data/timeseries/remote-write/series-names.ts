/** Names of the series that remote write sends, those of `GET /metrics/objects`. */
export const PERFDATA = "vigie_perfdata_value";
export const HOST_STATE = "vigie_host_state";
export const SERVICE_STATE = "vigie_service_state";
