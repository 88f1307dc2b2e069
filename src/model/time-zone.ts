import type { Inventory } from "./objects.ts";

const known = new Map<string, boolean>();

/** Checks an IANA zone, with or without the leading colon that Nagios and Centreon write. */
export function isTimeZone(written: string): boolean {
  const zone = zoneName(written);
  const before = known.get(zone);
  if (before !== undefined) return before;
  const is = isZone(zone);
  known.set(zone, is);
  return is;
}

/**
 * IANA zone of a resource or a contact, or of the program (null): its own, or `use_timezone`, or that of the system.
 */
export const zoneOf = (
  object: { readonly timezone: string | null } | null,
  { main }: Pick<Inventory, "main">,
): string => zoneName(object?.timezone || main.useTimezone || "") || Temporal.Now.timeZoneId();

/** Zone of the programs that are started (TZ): `use_timezone`; null: that of the server. */
export const programZone = ({ main }: Pick<Inventory, "main">): string | null =>
  zoneName(main.useTimezone ?? "") || null;

/** Removes the leading colon of a zone. */
export const zoneName = (written: string): string => (written.startsWith(":") ? written.slice(1) : written);

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
