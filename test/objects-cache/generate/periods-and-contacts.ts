import { WEEKDAYS } from "../../../src/model/time-period-lines.ts";
import type { Random } from "../../support/random.ts";
import { define, flag, letters, some, sometimes, type Directives } from "./definition-writer.ts";

export const MONTHS = ["january", "march", "april", "july", "october", "december"];

export const two = (number: number): string => String(number).padStart(2, "0");

export function ranges(random: Random): string {
  const hour = random.between(0, 22);
  return random.from([
    "00:00-24:00",
    "00:00-00:00",
    `${two(hour)}:00-${two(hour + 1)}:30`,
    `00:00-${two(hour)}:15,23:00-24:00`,
  ]);
}

function date(random: Random): string {
  const day = random.between(1, 28);
  const skip = random.chance(0.5) ? ` / ${random.between(2, 9)}` : "";
  const [month, other] = [random.from(MONTHS), random.from(MONTHS)];
  const [weekday, last] = [random.from(WEEKDAYS), random.from(WEEKDAYS)];
  return random.from([
    `2026-${two(random.between(1, 12))}-${two(day)}`,
    `2026-01-${two(day)}${skip}`,
    `2026-02-${two(day)} - 2027-03-${two(day)}${skip}`,
    `${month} ${day}`,
    `${month} -${day}`,
    `${month} ${day} - ${other} ${random.between(1, 28)}${skip}`,
    `${month} 3 - ${random.between(4, 28)}${skip}`,
    `day ${day}`,
    `day -${day}`,
    `day 1 - ${random.between(2, 28)}${skip}`,
    `day ${day} - -1`,
    `${weekday} ${random.between(1, 5)}`,
    `${weekday} -1`,
    `${weekday} 1 - ${last} ${random.between(2, 4)}${skip}`,
    `${weekday} 2 ${month}`,
    `${weekday} -2 ${month}`,
    `${weekday} 1 ${month} - ${last} 3 ${other}${skip}`,
  ]);
}

function times(random: Random): Directives {
  const lines: Record<string, string> = {};
  for (const day of some(random, WEEKDAYS, 7)) lines[day] = ranges(random);
  for (let count = random.between(0, 4); count > 0; count -= 1) lines[date(random)] = ranges(random);
  return lines;
}

/** Generates time periods `tp-0`, `tp-1`, …; later ones use templates and exclude earlier ones. */
export function timePeriods(
  random: Random,
  count: number,
): { readonly text: string; readonly names: readonly string[] } {
  const names: string[] = [];
  const templates = [0, 1, 2, 3].map((number) => `tp-template-${number}`);
  let text = templates.map((name) => define("timeperiod", { name, ...times(random), register: "0" })).join("");
  for (let number = 0; number < count; number += 1) {
    const name = `tp-${number}`;
    text += define("timeperiod", {
      use: random.chance(0.2) ? some(random, templates, 3).join(",") : undefined,
      timeperiod_name: name,
      alias: `Period ${number}`,
      ...times(random),
      exclude: number > 0 && random.chance(0.3) ? some(random, names, 2).join(",") : undefined,
    });
    names.push(name);
  }
  return { text, names };
}

/** Generates commands `cmd-0`, `cmd-1`, … */
export function commands(count: number): { readonly text: string; readonly names: readonly string[] } {
  const names = Array.from({ length: count }, (_, number) => `cmd-${number}`);
  return {
    names,
    text: names
      .map((name) => define("command", { command_name: name, command_line: `/bin/echo ${name} $ARG1$ a\\;b` }))
      .join(""),
  };
}

export interface ContactNames {
  readonly text: string;
  readonly contacts: readonly string[];
  readonly groups: readonly string[];
}

/** Generates contacts with templates, and groups of contacts and groups. */
export function contacts(
  random: Random,
  counts: { readonly contacts: number; readonly groups: number },
  periods: readonly string[],
  commandNames: readonly string[],
): ContactNames {
  const names = Array.from({ length: counts.contacts }, (_, number) => `contact-${number}`);
  const groups = Array.from({ length: counts.groups }, (_, number) => `contacts-${number}`);
  const notifying = (kind: string, options: readonly string[]): Readonly<Record<string, () => string>> => ({
    [`${kind}_notification_period`]: () => random.from(periods),
    [`${kind}_notification_commands`]: () =>
      some(random, commandNames, 2)
        .map((name) => `${name}!x`)
        .join(","),
    [`${kind}_notification_options`]: () => letters(random, options),
    [`${kind}_notifications_enabled`]: () => flag(random),
  });
  const all = {
    ...notifying("host", ["d", "u", "r", "f", "s"]),
    ...notifying("service", ["w", "u", "c", "r", "f", "s"]),
  };
  let text = define("contact", { name: "notified", ...sometimes(random, 1, all), register: "0" });
  text += define("contact", {
    name: "grouped",
    contactgroups: groups[0],
    email: "x@example.org",
    _DESK: "1",
    register: "0",
  });
  for (const name of names) {
    text += define("contact", {
      use: random.from(["notified", "notified,grouped", "grouped,notified"]),
      contact_name: name,
      ...sometimes(random, 0.2, all),
      ...sometimes(random, 0.2, {
        alias: () => `Alias of ${name}`,
        email: () => `${name}@example.org`,
        pager: () => "0123",
        address1: () => "one",
        address4: () => "four",
        contactgroups: () => `${random.from(["", "+"])}${some(random, groups, 2).join(",")}`,
        can_submit_commands: () => flag(random),
        minimum_importance: () => String(random.between(0, 9)),
        retain_status_information: () => flag(random),
        _DESK: () => random.from(["2", "null"]),
        _room: () => "A 1",
      }),
    });
  }
  groups.forEach((name, number) => {
    text += define("contactgroup", {
      contactgroup_name: name,
      ...sometimes(random, 0.3, { alias: () => `Group ${number}` }),
      members: random.from([undefined, some(random, names, 6).join(","), `*,!${some(random, names, 3).join(",!")}`]),
      contactgroup_members:
        number > 0 && random.chance(0.3) ? some(random, groups.slice(0, number), 2).join(",") : undefined,
    });
  });
  return { text, contacts: names, groups };
}
