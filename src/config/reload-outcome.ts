import type { ConfigError, ConfigWarning } from "../model/objects.ts";

/**
 * Reads the configuration anew and puts it in the place of the running one, or says why not.
 * Rejects with the refusal `bad-setting` for a mistake in vigie.yaml.
 */
export type Reload = () => Promise<ReloadOutcome>;

export type ReloadOutcome =
  | {
      readonly isAccepted: true;
      readonly hosts: ReloadCounts;
      readonly services: ReloadCounts;
      /** How long it took. */
      readonly seconds: number;
      readonly warnings: readonly ConfigWarning[];
      /** Settings of vigie.yaml that were changed and hold from the next start only. */
      readonly needsRestart: readonly string[];
    }
  /** The configuration before goes on. */
  | { readonly isAccepted: false; readonly errors: readonly ConfigError[] };

export interface ReloadCounts {
  readonly total: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}
