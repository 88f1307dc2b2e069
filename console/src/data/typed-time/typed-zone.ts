/** What was typed, without the zone at its end or before its length; null: it names none. */
export interface TypedZone {
  readonly words: string;
  /** IANA name, or an offset (`+09:00`). */
  readonly zone: string | null;
}

const REGIONS = ["Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian", "Antarctica"];

/**
 * Finds the zone of a typed time in lower case: `22:00-23:00 utc`, `22:00-23:00 new york`, `22:00 asia/tokyo for 2h`,
 * `22:00-23:00 utc+9`. Abbreviations (`est`) name no zone: several have the same.
 */
export function takeZone(text: string): TypedZone {
  const lengthAt = text.search(/ (?:for|pendant) /);
  for (const end of lengthAt < 0 ? [text.length] : [text.length, lengthAt])
    for (const { index } of text.slice(0, end).matchAll(/ /g)) {
      const zone = zoneOf(text.slice(index + 1, end));
      if (zone !== null) return { words: text.slice(0, index) + text.slice(end), zone };
    }
  return { words: text, zone: null };
}

function zoneOf(name: string): string | null {
  if (/^(?:utc|gmt)$/.test(name)) return "UTC";
  const offset = /^(?:utc|gmt) ?([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(name);
  if (offset !== null) return knownZone(`${offset[1]}${offset[2]!.padStart(2, "0")}:${offset[3] ?? "00"}`);
  if (!/^[a-z][a-z_/ -]{2,}$/.test(name)) return null;
  const city = name.replaceAll(" ", "_");
  if (city.includes("/")) return knownZone(city);
  return REGIONS.map((region) => knownZone(`${region}/${city}`)).find((zone) => zone !== null) ?? null;
}

/** The zone as it is written; null: there is none of that name. */
function knownZone(name: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
}
