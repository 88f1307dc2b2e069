import { ask, run, undoLast } from "../../data/actions/action-store.ts";
import { isPresent, liveStatus } from "../../data/live.ts";
import { useWords } from "../../words/use-words.tsx";
import { useMay } from "../session.tsx";
import { useStore } from "../use-store.ts";

/**
 * Actions of an operator. `ask` opens a dialog, `run` does it at once; both tell what came of it in a line at the foot.
 * `offReason`: why nothing can be done now, for buttons; undefined if it can.
 */
export function useActions() {
  const live = useStore(liveStatus);
  const { actions } = useWords();
  return { ask, run, undoLast, offReason: isPresent(live) ? undefined : actions.offWhileStale };
}

/** Why an action cannot be done now: no connection, or none of these roles; undefined if it can. */
export function useOffReason(...roles: readonly [string, ...string[]]): string | undefined {
  const { offReason } = useActions();
  const { common } = useWords();
  const may = useMay();
  return offReason ?? (roles.some(may) ? undefined : common.missingRole(roles[0]));
}
