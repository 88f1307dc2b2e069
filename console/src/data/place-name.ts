import { isolated } from "./visible-text.ts";

/** `web-01`, `web-01 › disk /var`. */
export const placeName = (host: string, service: string | null): string =>
  service === null ? host : `${isolated(host)} › ${isolated(service)}`;
