import type { Caller } from "../../../access/caller.ts";
import type { RecurringDowntime } from "../../../model/recurring-downtime.ts";

/** Recurring downtimes are shown to those who see everything, and to their authors. */
export const isShownTo = ({ author }: RecurringDowntime, { visibility, alias }: Caller): boolean =>
  visibility.seesAll || author.toLowerCase() === alias.toLowerCase();
