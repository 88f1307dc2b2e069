import type { CommandCall } from "../../model/objects.ts";
import { commandsOf } from "./contact-commands.ts";
import { contactSuppression } from "./contact-rules.ts";
import type { NotificationRequest } from "./notification-request.ts";
import { behindDownHost } from "./root-cause-rules.ts";
import { suppressed, type Suppression } from "./suppression.ts";

/** Outcome of the rules for one contact. */
export interface ContactEvaluation {
  readonly name: string;
  readonly suppression: Suppression | null;
  /** Notification commands to run; empty if suppressed. */
  readonly commands: readonly CommandCall[];
}

/** Evaluates the rules for each of these contacts; those that are no longer configured are left out. */
export function contactEvaluations(request: NotificationRequest, names: readonly string[]): ContactEvaluation[] {
  const {
    ruleContext,
    target: { resource },
  } = request;
  const cause = behindDownHost(request);
  const evaluations: ContactEvaluation[] = [];
  for (const name of names) {
    const contact = ruleContext.targets.contact(name);
    if (contact === undefined) continue;
    const commands = commandsOf(contact, resource.kind);
    const notifying =
      cause === null
        ? commands
        : commands.filter(
            (command) => ruleContext.rootCause.mode === "channels" && !ruleContext.targets.isChannel(command),
          );
    const suppression =
      contactSuppression(request, contact) ??
      (commands.length === 0 ? suppressed("contact-without-command", { type: resource.kind }) : null) ??
      (notifying.length === 0 ? cause : null);
    evaluations.push({ name, suppression, commands: suppression === null ? notifying : [] });
  }
  return evaluations;
}

export const notifiedNames = (contacts: readonly ContactEvaluation[]): readonly string[] =>
  contacts.filter(({ suppression }) => suppression === null).map(({ name }) => name);

/** First time at which one of these contacts may be notified; Infinity if it is unknown. */
export const firstOpening = (contacts: readonly ContactEvaluation[]): number =>
  Math.min(Infinity, ...contacts.map(({ suppression }) => suppression?.until ?? Infinity));
