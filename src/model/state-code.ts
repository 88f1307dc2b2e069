import type { CheckResult } from "./check-result.ts";
import type { CheckState, StateCode } from "./resource-state.ts";

export type ResourceKind = "host" | "service";

const HOST_NAMES = ["UP", "DOWN", "UNREACHABLE"] as const;
const SERVICE_NAMES = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

/** Name of a state as operators know it. */
export function stateName(kind: ResourceKind, state: StateCode): string {
  return state === 4 ? "PENDING" : ((kind === "host" ? HOST_NAMES : SERVICE_NAMES)[state] ?? `state ${state}`);
}

/** State of a name as `stateName` writes it; null if there is none. */
export function stateOfName(kind: ResourceKind, name: string): StateCode | null {
  const names: readonly string[] = [...(kind === "host" ? HOST_NAMES : SERVICE_NAMES)];
  const state = names.indexOf(name);
  return state === -1 ? null : (state as StateCode);
}

/** Contract §8.2: a pending resource counts as UP/OK. */
export const isProblem = (state: StateCode): boolean => state !== 0 && state !== 4;

/**
 * State that a result stands for. A service takes the return code. A host that is checked actively is UP on 0, and on 1
 * unless host checking is aggressive; otherwise it is DOWN, or UNREACHABLE if every parent is down; a passive host
 * result contains the host state itself.
 */
export function stateOfResult(
  { kind, isHostCheckingAggressive }: HostRules,
  result: CheckResult,
  isReachable: boolean,
): StateCode {
  if (kind === "service") return result.returnCode;
  if (result.checkType === "passive") return result.returnCode === 3 ? 2 : result.returnCode;
  if (result.returnCode === 0 || (result.returnCode === 1 && !isHostCheckingAggressive)) return 0;
  return isReachable ? 1 : 2;
}

interface HostRules {
  readonly kind: ResourceKind;
  readonly isHostCheckingAggressive: boolean;
}

type SoftOrHard = Pick<CheckState, "state" | "stateType">;

export const isSoftProblem = ({ state, stateType }: SoftOrHard): boolean => isProblem(state) && stateType === 0;

export const isHardProblem = ({ state, stateType }: SoftOrHard): boolean => isProblem(state) && stateType === 1;
