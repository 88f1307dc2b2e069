import type { Adaptive } from "../../../operations/adaptive/adaptive.ts";
import type { Contact, Resource } from "../../../model/objects.ts";
import { Refusal } from "../../../model/refusal.ts";
import type { AdaptiveChange, AdaptiveRule } from "../adaptive-commands.ts";
import { contactsOf, isContactScope, resourcesOf, type NamedObjects } from "../command-scopes.ts";
import type { CommandTargets } from "../command-targets.ts";
import type { FlapSwitch } from "./flapping.ts";

export interface AdaptiveCommandParts {
  readonly targets: () => CommandTargets;
  readonly adaptive: Adaptive;
  readonly onFlapSwitch: FlapSwitch;
}

/** Runs one of the commands of adaptive-commands.ts. Refuses with `command-target-unknown`, `custom-variable-unknown`. */
export async function runAdaptiveCommand(
  { scope, change: changeOf }: AdaptiveRule,
  args: Readonly<Record<string, unknown>>,
  parts: AdaptiveCommandParts,
): Promise<void> {
  const targets = parts.targets();
  // The parser gives what the scope's arguments name.
  const named = args as unknown as NamedObjects;
  if (scope === "program") {
    const change = changeOf(args, targets);
    await parts.adaptive.changeProgram(change);
    if (change.enableFlapDetection !== undefined) await parts.onFlapSwitch("all", change.enableFlapDetection);
  } else if (isContactScope(scope)) {
    const contacts = contactsOf(scope, named, targets);
    const change = changeOf(args, targets);
    for (const contact of contacts) needVariable(contact, `contact '${contact.name}'`, change);
    if (contacts.length > 0)
      await parts.adaptive.changeContacts(
        contacts.map(({ name }) => name),
        change,
      );
  } else {
    const resources = resourcesOf(scope, named, targets);
    const change = changeOf(args, targets);
    for (const resource of resources) needVariable(resource, `the ${resource.kind}`, change);
    if (resources.length > 0)
      await parts.adaptive.changeResources(
        resources.map(({ key }) => key),
        change,
      );
    if (change.flapDetectionEnabled !== undefined) await parts.onFlapSwitch(resources, change.flapDetectionEnabled);
  }
}

/** A command changes custom variables, and makes none (Nagios). */
function needVariable(
  { customVariables }: Resource | Contact,
  owner: string,
  { customVariable }: AdaptiveChange,
): void {
  if (customVariable === undefined || customVariables.has(customVariable.name)) return;
  throw new Refusal("custom-variable-unknown", `There is no custom variable _${customVariable.name} of ${owner}.`);
}
