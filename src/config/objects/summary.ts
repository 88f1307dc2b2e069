import { counted } from "../../lib/counted.ts";
import { printable } from "../../lib/printable.ts";
import type { LoadResult } from "./load-inventory.ts";
import { groupWarnings, type WarningGroup } from "./group-warnings.ts";
import { type ConfigWarning, otherWarnings } from "../../model/configuration-warnings.ts";
import { type ConfigProblem, placedText } from "../../model/objects.ts";

/**
 * Output of `vigie check-config`: if there are errors, one per line, and their number; otherwise the warnings (one of
 * each kind unless `isVerbose`) and the number of objects of each kind. `from`: the folder or main file that was read. Ends
 * with a newline.
 */
export function summaryText(result: LoadResult, from: string, isVerbose = false): string {
  const { inventory, errors, warnings, templateCount } = result;
  if (inventory === null)
    return lines([...errors.map(problemText), `${counted(errors.length, "error")} in ${printable(from)}`]);
  const {
    hosts,
    services,
    hostGroups,
    serviceGroups,
    contacts,
    contactGroups,
    commands,
    timePeriods,
    dependencies,
    escalations,
    kept,
  } = inventory;
  const counts = [
    counted(hosts.length, "host"),
    counted(services.length, "service"),
    counted(hostGroups.length, "host group"),
    counted(serviceGroups.length, "service group"),
    counted(contacts.length, "contact"),
    counted(contactGroups.length, "contact group"),
    counted(commands.size, "command"),
    counted(timePeriods.size, "time period"),
    ...(dependencies.length > 0 ? [counted(dependencies.length, "dependency", "dependencies")] : []),
    ...(escalations.length > 0 ? [counted(escalations.length, "escalation")] : []),
    counted(templateCount, "template"),
  ];
  if (kept.length > 0) counts.push(`${counted(kept.length, "object")} kept without effect`);
  return lines([
    ...(isVerbose ? warnings.map((warning) => `warning: ${problemText(warning)}`) : warningLines(warnings)),
    `The configuration in ${printable(from)} is valid: ${counts.join(", ")}.`,
    counted(warnings.length, "warning"),
  ]);
}

/** One line for each kind of warning, with the number of others. */
export function warningLines(warnings: readonly ConfigWarning[]): string[] {
  return groupWarnings(warnings).map((group) => `warning: ${groupText(group)}`);
}

/** The first warning of a kind, with the number of others. */
export const groupText = ({ first, count }: WarningGroup): string => problemText(first) + otherWarnings(count - 1);

/** The text of a problem with its place. Control characters of names are escaped. */
export const problemText = (problem: ConfigProblem): string => printable(placedText(problem));

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join("");
