import type { Operations } from "../../../operations/operations.ts";
import type { Contact, Resource } from "../../../model/objects.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { AdaptiveChange, AdaptiveRule } from "../adaptive-commands.ts";
import { contactsOf, isContactScope, resourcesOf, type NamedObjects } from "../command-scopes.ts";
import type { ActorOf } from "../command-runs.ts";
import type { CommandTargets } from "../command-targets.ts";

export interface AdaptiveCommandParts {
  readonly targets: () => CommandTargets;
  readonly operations: Pick<Operations, "changeResources" | "changeContacts" | "changeProgram">;
  readonly by: ActorOf;
}

/** Runs a command of adaptive-commands.ts. Refuses with `command-target-unknown` and `custom-variable-unknown`. */
export async function runAdaptiveCommand(
  { scope, change: changeOf }: AdaptiveRule,
  args: Readonly<Record<string, unknown>>,
  { operations, by, ...parts }: AdaptiveCommandParts,
): Promise<void> {
  const targets = parts.targets();
  const actor = by();
  // The parser returns the arguments of the scope.
  const named = args as unknown as NamedObjects;
  if (scope === "program") {
    await operations.changeProgram(changeOf(args, targets), actor);
  } else if (isContactScope(scope)) {
    const contacts = contactsOf(scope, named, targets);
    const change = changeOf(args, targets);
    for (const contact of contacts) needVariable(contact, `contact '${contact.name}'`, change);
    await operations.changeContacts(
      contacts.map(({ name }) => name),
      change,
      actor,
    );
  } else {
    const resources = resourcesOf(scope, named, targets);
    const change = changeOf(args, targets);
    for (const resource of resources) needVariable(resource, `the ${resource.kind}`, change);
    await operations.changeResources(
      resources.map(({ key }) => key),
      change,
      actor,
    );
  }
}

/** Refuses unknown custom variables: a command changes them but does not create any (Nagios). */
function needVariable(
  { customVariables }: Resource | Contact,
  owner: string,
  { customVariable }: AdaptiveChange,
): void {
  if (customVariable === undefined || customVariables.has(customVariable.name)) return;
  throw new Refusal("custom-variable-unknown", `There is no custom variable _${customVariable.name} of ${owner}.`);
}
