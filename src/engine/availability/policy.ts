import { HOST_STATUSES, SERVICE_STATUSES, type Status } from "./status.ts";
import { errorOf, type ErrorText } from "../../model/configuration-errors.ts";

export const VERDICTS = ["good", "bad", "excluded"] as const;
/** What a cell of the table counts as. */
export type Verdict = (typeof VERDICTS)[number];

export interface StatusPolicy {
  readonly outsideDowntime: Verdict;
  readonly inDowntime: Verdict;
}

export type Policy = Readonly<Record<Status, StatusPolicy>>;

const outside = (outsideDowntime: Verdict): StatusPolicy => ({ outsideDowntime, inDowntime: "excluded" });

export const DEFAULT_POLICY: Policy = {
  ok: outside("good"),
  warning: outside("good"),
  critical: outside("bad"),
  unknown: outside("bad"),
  up: outside("good"),
  down: outside("bad"),
  unreachable: outside("bad"),
  pending: outside("excluded"),
  unmonitored: outside("excluded"),
};

export const STATUSES: readonly Status[] = [...SERVICE_STATUSES, ...HOST_STATUSES, "pending", "unmonitored"];
const DOWNTIME = "downtime";
const COUNTED = "counted";

/**
 * Policy of a text such as `warning=bad,downtime=counted,downtime.unmonitored=excluded`: the default, changed from left
 * to right. `STATUS=VERDICT` is for the time outside downtime, `downtime.STATUS=VERDICT` for the time in downtime,
 * `downtime=VERDICT` for all time in downtime. `downtime=counted` counts it as the same status outside, which then is
 * what the whole text says. Returns the mistake if there is one.
 */
export function parsePolicy(text: string): Policy | { readonly mistake: ErrorText } {
  const policy = new Map(Object.entries(DEFAULT_POLICY)) as Map<Status, StatusPolicy>;
  const counted = new Set<Status>();
  const setInDowntime = (status: Status, verdict: string): void => {
    if (verdict === COUNTED) counted.add(status);
    else {
      counted.delete(status);
      policy.set(status, { ...policy.get(status)!, inDowntime: verdict as Verdict });
    }
  };
  for (const part of text.split(",").filter((word) => word.trim() !== "")) {
    const [name = "", verdict = ""] = part.split("=").map((word) => word.trim());
    const isInDowntime = name === DOWNTIME || name.startsWith(`${DOWNTIME}.`);
    const known: readonly string[] = isInDowntime ? [...VERDICTS, COUNTED] : VERDICTS;
    const status = name.replace(`${DOWNTIME}.`, "") as Status;
    if (name !== DOWNTIME && !STATUSES.includes(status))
      return { mistake: errorOf("policy-status", { name, statuses: [...STATUSES, DOWNTIME, `${DOWNTIME}.STATUS`] }) };
    if (!known.includes(verdict))
      return { mistake: errorOf("policy-verdict", { name, verdicts: known, found: verdict }) };
    if (!isInDowntime) policy.set(status, { ...policy.get(status)!, outsideDowntime: verdict as Verdict });
    else for (const each of name === DOWNTIME ? STATUSES : [status]) setInDowntime(each, verdict);
  }
  for (const status of counted) {
    const { outsideDowntime } = policy.get(status)!;
    policy.set(status, { outsideDowntime, inDowntime: outsideDowntime });
  }
  return Object.fromEntries(policy) as unknown as Policy;
}

export const verdictOf = (policy: Policy, status: Status, isInDowntime: boolean): Verdict =>
  isInDowntime ? policy[status].inDowntime : policy[status].outsideDowntime;

/** Text of the whole policy, which `parsePolicy` reads. */
export const formatPolicy = (policy: Policy): string =>
  STATUSES.flatMap((status) => [
    `${status}=${policy[status].outsideDowntime}`,
    `${DOWNTIME}.${status}=${policy[status].inDowntime}`,
  ]).join(",");
