import type { MainSettings } from "../../../model/objects.ts";
import type { UnixSeconds } from "../../../lib/clock.ts";
import { TIME_MACROS } from "./macro-names.ts";
import { zoneAbbreviation } from "./zone-abbreviation.ts";

/**
 * `$LONGDATETIME$`, `$SHORTDATETIME$`, `$DATE$`, `$TIME$` by `date_format`, and `$TIMET$`. `zone` is an IANA name; an
 * unknown one means UTC. Undefined for other names.
 */
export function timeMacro(
  name: string,
  now: UnixSeconds,
  zone: string,
  format: MainSettings["dateFormat"],
): string | undefined {
  if (name === "TIMET") return `${Math.floor(now)}`;
  if (!TIME_MACROS.includes(name)) return undefined;
  const part = parts(now, zone);
  const date = dateIn(format, part("year"), part("month"), part("day"));
  const time = `${part("hour")}:${part("minute")}:${part("second")}`;
  switch (name) {
    case "DATE":
      return date;
    case "TIME":
      return time;
    case "SHORTDATETIME":
      return `${date}${format === "strict-iso8601" ? "T" : " "}${time}`;
    default:
      return (
        `${part("weekday")} ${monthName(now, zone)} ${Number(part("day"))} ${time} ` +
        `${zoneAbbreviation(zone, now) ?? part("timeZoneName")} ` +
        `${part("year")}`
      );
  }
}

function dateIn(format: MainSettings["dateFormat"], year: string, month: string, day: string): string {
  switch (format) {
    case "us":
      return `${month}-${day}-${year}`;
    case "euro":
      return `${day}-${month}-${year}`;
    default:
      return `${year}-${month}-${day}`;
  }
}

function parts(now: UnixSeconds, zone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const formatted = formatter(zone, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    weekday: "short",
    timeZoneName: "short",
  }).formatToParts(now * 1000);
  return (type) => formatted.find((part) => part.type === type)?.value ?? "";
}

const monthName = (now: UnixSeconds, zone: string): string => formatter(zone, { month: "short" }).format(now * 1000);

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}
