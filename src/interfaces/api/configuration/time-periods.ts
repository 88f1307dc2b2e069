import Type from "typebox";
import { isOpen } from "../../../model/time-period.ts";
import { zoneOf } from "../../../model/time-zone.ts";
import type { TimePeriod } from "../../../model/objects.ts";
import { byName } from "./by-name.ts";
import type { ConfigurationList } from "./configuration-list.ts";
import { idByName } from "./reference.ts";
import type { Shown } from "./shown.ts";

const item = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    alias: Type.String(),
    days: Type.Array(Type.Object({ day: Type.Integer({ description: "Monday is 1" }), time_range: Type.String() })),
    templates: Type.Array(Type.Object({ id: Type.Integer(), alias: Type.String() })),
    exceptions: Type.Array(Type.Object({ id: Type.Integer(), day_range: Type.String(), time_range: Type.String() })),
    in_period: Type.Boolean({ description: "It is open now" }),
  },
  { title: "TimePeriod" },
);

const idOf = ({ name }: TimePeriod, { inventory }: Shown): number => idByName(inventory, "timeperiod", name) ?? 0;

/** Later versions §13.3. */
export const timePeriods: ConfigurationList<TimePeriod> = {
  what: "timeperiods",
  path: "/configuration/timeperiods",
  summary: "List the time periods",
  rows: (shown) =>
    byName(
      [...shown.inventory.timePeriods.values()],
      ({ name }) => name,
      (period) => idOf(period, shown),
    ),
  fields: {
    id: ["number", idOf],
    name: ["text", ({ name }) => name],
    alias: ["text", ({ alias }) => alias],
  },
  item,
  present: (period, shown) => {
    const { inventory, parts } = shown;
    return {
      id: idOf(period, shown),
      name: period.name,
      alias: period.alias,
      days: FROM_MONDAY.flatMap((weekday, place) => {
        const ranges = period.weekdays[weekday] ?? [];
        const times = ranges.map(({ from, to }) => `${timeOfDay(from)}-${timeOfDay(to)}`);
        return times.length === 0 ? [] : [{ day: place + 1, time_range: times.join(",") }];
      }),
      templates: [],
      exceptions: period.exceptions.map(({ days, ranges }, place) => ({
        id: place + 1,
        day_range: days,
        time_range: ranges,
      })),
      in_period: isOpen(period, inventory.timePeriods, parts.clock.now(), zoneOf(null, inventory)),
    };
  },
  single: {
    one: "timeperiod",
    noun: "Time period",
    find: (id, shown) => [...shown.inventory.timePeriods.values()].find((period) => idOf(period, shown) === id),
  },
};

/** Places of the weekdays in an object, which begins on Sunday. */
const FROM_MONDAY = [1, 2, 3, 4, 5, 6, 0];

const timeOfDay = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
