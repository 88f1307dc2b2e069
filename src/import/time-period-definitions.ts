import type { ActiveObjects } from "./active-objects.ts";
import type { CentreonDump } from "./centreon-tables.ts";
import { linkedIds, linkedNames } from "./linked-ids.ts";
import { definition, list } from "./object-definition.ts";

export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

export const timePeriodNamesById = (dump: CentreonDump): ReadonlyMap<number, string> =>
  new Map(dump.timePeriods.flatMap((row) => (row.tp_name === null ? [] : [[row.tp_id, row.tp_name]])));

/**
 * Names of time periods that hosts and services use, but neither the dump nor `others` have: "24x7" without its hours
 * is no loss.
 */
export function timePeriodsWithoutHours(
  dump: CentreonDump,
  active: ActiveObjects,
  others: ReadonlyMap<string, string>,
): readonly string[] {
  const known = new Set([...timePeriodNamesById(dump).values(), ...others.keys()]);
  const rows = [...active.hosts.values(), ...active.services.values()];
  return [...new Set(rows.flatMap((row) => [row.check_period, row.notification_period]))]
    .filter((name): name is string => name !== null && name !== "" && !known.has(name))
    .sort();
}

/**
 * `define timeperiod` for every time period: hours of the weekdays, exceptions, excluded periods. Included periods of
 * Centreon are templates, as in the engine's files. `others` are definitions of periods that the dump does not have. A
 * period that only its name is known of is every hour of the week.
 */
export function timePeriodDefinitions(
  dump: CentreonDump,
  active: ActiveObjects,
  others: ReadonlyMap<string, string>,
): readonly string[] {
  const names = timePeriodNamesById(dump);
  const exceptions = Map.groupBy(dump.timePeriodExceptions, (row) => row.timeperiod_id);
  const excluded = linkedIds(
    dump.timePeriodExclusions,
    (row) => row.timeperiod_id,
    (row) => row.timeperiod_exclude_id,
  );
  const included = linkedIds(
    dump.timePeriodInclusions,
    (row) => row.timeperiod_id,
    (row) => row.timeperiod_include_id,
  );
  const templates = new Set([...included.values()].flat());
  return [
    ...dump.timePeriods
      .filter((row) => row.tp_name !== null)
      .map((row) =>
        definition("timeperiod", {
          name: templates.has(row.tp_id) ? row.tp_name : undefined,
          use: list(linkedNames(included, row.tp_id, names)),
          timeperiod_name: row.tp_name,
          alias: row.tp_alias === null || row.tp_alias === "" ? row.tp_name : row.tp_alias,
          ...Object.fromEntries(WEEKDAYS.map((day) => [day, hours(row[`tp_${day}`])])),
          ...Object.fromEntries((exceptions.get(row.tp_id) ?? []).map(({ days, timerange }) => [days, timerange])),
          exclude: list(linkedNames(excluded, row.tp_id, names)),
        }),
      ),
    ...others.values(),
    ...timePeriodsWithoutHours(dump, active, others).map(wholeWeek),
  ];
}

const hours = (text: string | null): string | undefined => (text === null || text.trim() === "" ? undefined : text);

const wholeWeek = (name: string): string =>
  (name === "24x7" ? "" : "# The dump does not contain the hours of this period: fill them in.\n") +
  definition("timeperiod", {
    timeperiod_name: name,
    alias: name,
    ...Object.fromEntries(WEEKDAYS.map((day) => [day, "00:00-24:00"])),
  });
