import { existsSync } from "node:fs";

/** Path of Prometheus; undefined if not installed. */
export const PROMETHEUS = ["/usr/bin/prometheus", "/usr/local/bin/prometheus"].find((path) => existsSync(path));
