const known = new Map<string, boolean>()

/** An IANA zone, with or without the leading colon that Nagios and Centreon write. */
export function isTimeZone(written: string): boolean {
  const zone = zoneName(written)
  const before = known.get(zone)
  if (before !== undefined) return before
  const is = isZone(zone)
  known.set(zone, is)
  return is
}

/** The zone without its leading colon. */
export const zoneName = (written: string): string => (written.startsWith(':') ? written.slice(1) : written)

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
