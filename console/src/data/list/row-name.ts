import { placeName } from "../place-name.ts";
import type { LiveRow } from "../wire.ts";

/** `web-01`, `web-01 › disk /var`. */
export const nameOf = ({
  type,
  name,
  host,
}: Pick<LiveRow, "type" | "name"> & { readonly host: { readonly name: string } }): string =>
  type === "host" ? name : placeName(host.name, name);
