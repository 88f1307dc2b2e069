import type { LastReload, Reload, ReloadOutcome } from "../../config/reload-outcome.ts";
import type { Clock } from "../../lib/clock.ts";
import { reasonOf } from "../../lib/reason-of.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ConfigWarning } from "../../model/configuration-warnings.ts";

/** The reload, and how the newest one ended. `warnings`: of the configuration that the server started with. */
export function rememberReloads(
  reload: Reload,
  clock: Clock,
  warnings: readonly ConfigWarning[],
): { readonly reload: Reload; readonly last: () => LastReload } {
  const begin = { by: null, seconds: null, errors: [], needsRestart: [], reason: null };
  let last: LastReload = { ...begin, at: Math.floor(clock.now()), result: "started", warnings };
  const ended = (changes: Partial<LastReload> & Pick<LastReload, "result">, by: string | null): void => {
    last = { ...begin, at: Math.floor(clock.now()), warnings: last.warnings, ...changes, by };
  };
  return {
    last: () => last,
    async reload(by) {
      try {
        const outcome = await reload(by);
        ended(changesOf(outcome), by ?? null);
        return outcome;
      } catch (error) {
        const { code, params = {}, mistakes = [] } = error instanceof Refusal ? error : { code: null };
        ended({ result: "failed", reason: { code, params, message: reasonOf(error) }, errors: mistakes }, by ?? null);
        throw error;
      }
    },
  };
}

const changesOf = (outcome: ReloadOutcome): Partial<LastReload> & Pick<LastReload, "result"> =>
  outcome.isAccepted
    ? {
        result: "accepted",
        seconds: outcome.seconds,
        warnings: outcome.warnings,
        needsRestart: outcome.needsRestart,
      }
    : { result: "refused", errors: outcome.errors };
