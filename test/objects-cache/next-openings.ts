import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { loadInventory } from "../../src/config/objects/load-inventory.ts";
import { WEEKDAYS } from "../../src/model/time-period-lines.ts";
import { nextOpening } from "../../src/model/time-period.ts";
import { NAGIOS } from "../support/installed-nagios.ts";
import { createRandom, type Random } from "../support/random.ts";
import { inNagiosFolder } from "./configuration.ts";
import { define, some } from "./generate/definition-writer.ts";
import { MONTHS, ranges, two } from "./generate/periods-and-contacts.ts";
import { writeLocalMainFile } from "./nagios-objects.ts";

/** Program that sets the clock of another program (Debian: faketime). */
export const FAKETIME = ["/usr/bin/faketime"].find((path) => existsSync(path));

export interface Opening {
  readonly period: string;
  readonly zone: string;
  readonly at: string;
  readonly nagios: string;
  readonly vigie: string;
}

const ZONES = ["UTC", "Europe/Paris", "America/New_York", "Australia/Sydney", "Asia/Kolkata"];
const OTHERS = `
define command {
  command_name  c
  command_line  /bin/true
}
define contact {
  contact_name                   ann
  host_notification_commands     c
  service_notification_commands  c
}
define host {
  host_name              a
  max_check_attempts     1
  contacts               ann
  active_checks_enabled  0
}
`;

/**
 * Compares the first check of a service with a random check period in Nagios with the next opening of that period in
 * Vigie, at random times of 2026 and 2027 in several zones. Local times in ISO format; `never` if the period does not
 * open. Intended differences (docs/configuration.md) are left out: days with a clock change, ranges over the end of the
 * year or month, every nth day of a range, excluded periods, the last moment of a range, and openings that are far away
 * or that Nagios does not find.
 */
export function compareOpenings(seed: number, count: number): Opening[] {
  const random = createRandom(seed);
  const compared: Opening[] = [];
  while (compared.length < count) {
    const lines = Object.fromEntries([
      ...some(random, WEEKDAYS, 4).map((day) => [day, ranges(random)]),
      ...Array.from({ length: random.between(1, 4) }, () => [date(random), ranges(random)]),
    ]);
    const text = define("timeperiod", { timeperiod_name: "p", alias: "p", ...lines });
    const zone = random.from(ZONES);
    const at = Temporal.PlainDateTime.from("2026-01-01T00:07")
      .add({ minutes: 15 * random.between(0, 2 * 365 * 24 * 4) })
      .toZonedDateTime(zone);
    const found = openings(text, "p", at);
    const times = [found.vigie, found.nagios].filter((time) => time !== "never");
    const met = times.map((time) => Temporal.PlainDateTime.from(time).toZonedDateTime(zone));
    const isFar = met.some((time) => Temporal.ZonedDateTime.compare(time, at.add({ days: 300 })) > 0);
    const hasGivenUp = found.nagios === "never" && found.vigie !== "never";
    if (!isFar && !hasGivenUp && ![at, ...met].some(hasClockChange)) compared.push(found);
  }
  return compared;
}

function date(random: Random): string {
  const [day, later] = [random.between(1, 14), random.between(15, 28)];
  const [from, to] = [random.between(0, 2), random.between(3, 5)].map((index) => MONTHS[index]);
  const weekday = random.from(WEEKDAYS);
  return random.from([
    `2026-${two(random.between(1, 12))}-${two(day)}`,
    `2026-01-${two(day)} / ${random.between(2, 9)}`,
    `2026-02-${two(day)} - 2027-03-${two(later)}`,
    `${from} ${day}`,
    `${from} -${day}`,
    `${from} ${later} - ${to} ${day}`,
    `${to} ${day} - ${later}`,
    `day ${day}`,
    `day -${day}`,
    `day ${day} - ${later}`,
    `day ${day} - -1`,
    `${weekday} ${random.between(1, 5)}`,
    `${weekday} -1`,
    `monday 1 - ${weekday} 4`,
    `${weekday} 2 ${from}`,
    `${weekday} -2 ${to}`,
    `${weekday} 1 ${from} - ${random.from(WEEKDAYS)} 3 ${to}`,
  ]);
}

const hasClockChange = (time: Temporal.ZonedDateTime): boolean => time.hoursInDay !== 24;

function openings(text: string, period: string, at: Temporal.ZonedDateTime): Opening {
  const zone = at.timeZoneId;
  const service =
    "define service {\n host_name a\n service_description s\n check_command c\n max_check_attempts 1\n " +
    `check_period ${period}\n}\n`;
  const main = "cfg_file=o.cfg\nillegal_macro_output_chars=<\nservice_inter_check_delay_method=n\n";
  return inNagiosFolder({ name: "", main, files: { "o.cfg": text + OTHERS + service } }, (folder) => {
    const { inventory } = loadInventory(folder, { known: [] });
    const found = inventory?.timePeriods.get(period);
    if (inventory === null || found === undefined) throw new Error("the periods are refused");
    const next = nextOpening(found, inventory.timePeriods, at.epochMilliseconds / 1000, zone);
    return {
      period: text,
      zone,
      at: isoText(at),
      nagios: firstCheckOfNagios(folder, at),
      vigie:
        next === null ? "never" : isoText(Temporal.Instant.fromEpochMilliseconds(next * 1000).toZonedDateTimeISO(zone)),
    };
  });
}

const isoText = (time: Temporal.ZonedDateTime): string => time.toPlainDateTime().toString({ smallestUnit: "second" });
const SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function firstCheckOfNagios(folder: string, at: Temporal.ZonedDateTime): string {
  const main = writeLocalMainFile(folder);
  // The clock of faketime is slightly later than `at`, but in the same second.
  const { stdout } = spawnSync(
    FAKETIME ?? "faketime",
    ["-f", `@${isoText(at).replace("T", " ")}`, NAGIOS ?? "nagios4", "-s", main],
    {
      encoding: "utf8",
      cwd: folder,
      env: { ...process.env, TZ: at.timeZoneId },
    },
  );
  const line =
    stdout
      .split("\n")
      .filter((each) => each.startsWith("First scheduled check:"))
      .at(-1) ?? "";
  const match = /(\w{3}) +(\d+) (\d\d:\d\d:\d\d) (\d{4})$/.exec(line);
  if (match === null) return "never";
  return Number(match[4]) < 2000
    ? "never"
    : `${match[4]}-${two(SHORT_MONTHS.indexOf(match[1] ?? "") + 1)}-${(match[2] ?? "").padStart(2, "0")}T${match[3]}`;
}
