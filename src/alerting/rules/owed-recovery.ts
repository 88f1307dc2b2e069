import { formatRfc3339 } from "../../lib/rfc3339.ts";
import { dialectOf, type Dialect } from "../../model/dialect.ts";
import type { ResourceState } from "../../model/resource-state.ts";
import type { NotificationRequest } from "./notification-request.ts";
import type { ReasonCode } from "./reason-codes.ts";
import type { Suppression } from "./suppression.ts";

/** Reasons for which a recovery is never notified. Every other one only holds it back. */
const FINAL: ReadonlySet<ReasonCode> = new Set([
  "no-problem",
  "not-a-notification-option",
  "problem-not-told",
  "no-contacts",
]);

/** True if a problem that was notified is over, and its recovery was not notified. */
export const isNotifiedProblemOver = ({ check, notification }: ResourceState): boolean =>
  check.state === 0 && (notification.notifiedStates !== 0 || notification.notifiedContacts.length > 0);

/** True if such a recovery was not finally suppressed either. */
export const isRecoveryOwed = (
  state: ResourceState,
  { suppressedRecoveryIsFinal }: Pick<Dialect, "suppressedRecoveryIsFinal">,
): boolean => !suppressedRecoveryIsFinal && isNotifiedProblemOver(state);

/** True if this suppression only delays the recovery of the request. */
export const holdsBackRecovery = (
  { notificationEvent, ruleContext }: NotificationRequest,
  { code }: Suppression,
): boolean =>
  notificationEvent.kind === "recovery" &&
  (code === "results-late" || !dialectOf(ruleContext.engine).suppressedRecoveryIsFinal) &&
  !FINAL.has(code);

/** The suppression as one that ends, with the time since when the recovery is owed. */
export function owed({ state, at }: NotificationRequest, suppression: Suppression): Suppression {
  const since = state.check.lastStateChange ?? at;
  return {
    ...suppression,
    outcome: "waiting",
    params: { ...suppression.params, recovery_owed_since: formatRfc3339(since) },
  };
}
