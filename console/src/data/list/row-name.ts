import type { LiveRow } from "../wire.ts";

/** `web-01`, `web-01 › disk /var`. */
export const nameOf = ({ type, name, host }: LiveRow): string => (type === "host" ? name : `${host.name} › ${name}`);
