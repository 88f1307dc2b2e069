import type { ConfigError, ConfigWarning } from "../model/objects.ts";

/**
 * Reads the configuration again and puts it into effect, or returns the errors that prevent it. Rejects with the
 * refusal `bad-setting` for a mistake in vigie.yaml.
 */
export type Reload = () => Promise<ReloadOutcome>;

export type ReloadOutcome =
  | {
      readonly isAccepted: true;
      readonly hosts: ReloadCounts;
      readonly services: ReloadCounts;
      /** Duration of the reload. */
      readonly seconds: number;
      readonly warnings: readonly ConfigWarning[];
      /** Changed settings of vigie.yaml that take effect only at the next start. */
      readonly needsRestart: readonly string[];
    }
  /** The previous configuration stays in effect. */
  | { readonly isAccepted: false; readonly errors: readonly ConfigError[] };

export interface ReloadCounts {
  readonly total: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}
