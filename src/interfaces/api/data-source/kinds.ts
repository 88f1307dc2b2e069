/** Kinds of objects that Grafana's data source knows (later versions §14), by slug. */
export const KINDS = {
  host: { displayName: "Host", path: "hosts" },
  "host-group": { displayName: "Host group", path: "host-groups" },
  service: { displayName: "Service", path: "services" },
  "service-group": { displayName: "Service group", path: "service-groups" },
  metaservice: { displayName: "Meta service", path: "metaservices" },
  metric: { displayName: "Metric", path: "metrics" },
} as const;

export type Slug = keyof typeof KINDS;

export const SLUGS = Object.keys(KINDS) as readonly Slug[];
