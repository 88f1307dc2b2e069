import { readDate } from "../../data/downtimes/calendar-week.ts";
import { said, type RawSearch } from "../search.ts";

/** `day`: any date of the week; without one, today. */
export const calendarSearch = ({ day }: RawSearch): { day?: string } =>
  said({ day: readDate(day) === null ? undefined : day });
