import { itemsOf, textOf, type Directives } from "./definition.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { parseCommandCall } from "./value-pool.ts";

/** Names that directives may refer to. */
export interface KnownNames {
  readonly command: ReadonlyMap<string, unknown>;
  readonly timeperiod: ReadonlyMap<string, unknown>;
  readonly contact: ReadonlyMap<string, unknown>;
  readonly contactgroup: ReadonlyMap<string, unknown>;
}

/** Reports every undefined name in a directive. */
export function checkNames(
  directives: Directives,
  directive: string,
  type: string,
  known: ReadonlyMap<string, unknown>,
  problems: Diagnostics,
): void {
  for (const name of itemsOf(directives, directive))
    reportUndefined(directives, directive, type, name, known, problems);
}

/** Checks the references that hosts and services have in common. */
export function checkCheckableReferences(directives: Directives, known: KnownNames, problems: Diagnostics): void {
  checkCommand(directives, "check_command", known, problems);
  checkCommand(directives, "event_handler", known, problems);
  checkPeriod(directives, "check_period", known, problems);
  checkPeriod(directives, "notification_period", known, problems);
  checkNames(directives, "contacts", "contact", known.contact, problems);
  checkNames(directives, "contact_groups", "contactgroup", known.contactgroup, problems);
}

export function checkPeriod(
  directives: Directives,
  directive: string,
  known: Pick<KnownNames, "timeperiod">,
  problems: Diagnostics,
): void {
  const name = textOf(directives, directive);
  if (name) reportUndefined(directives, directive, "timeperiod", name, known.timeperiod, problems);
}

function checkCommand(directives: Directives, directive: string, known: KnownNames, problems: Diagnostics): void {
  const call = textOf(directives, directive);
  if (call) reportUndefined(directives, directive, "command", parseCommandCall(call).name, known.command, problems);
}

/** Checks a list of `name!arg` calls. */
export function checkCommands(
  directives: Directives,
  directive: string,
  known: Pick<KnownNames, "command">,
  problems: Diagnostics,
): void {
  for (const call of itemsOf(directives, directive)) {
    reportUndefined(directives, directive, "command", parseCommandCall(call).name, known.command, problems);
  }
}

function reportUndefined(
  directives: Directives,
  directive: string,
  type: string,
  name: string,
  known: ReadonlyMap<string, unknown>,
  problems: Diagnostics,
): void {
  const place = directives.get(directive);
  if (place !== undefined && !known.has(name))
    problems.unknownName(place, directive, ["not-defined", { type, name }], name, known.keys());
}
