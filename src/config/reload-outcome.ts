import type { UnixSeconds } from "../lib/clock.ts";
import { counted } from "../lib/counted.ts";
import type { ConfigWarning } from "../model/configuration-warnings.ts";
import type { ConfigError } from "../model/configuration-errors.ts";
import type { ReasonParams } from "../model/reason-params.ts";
import type { RefusalCode } from "../model/refusal-codes.ts";

/**
 * Reads the configuration again and puts it into effect, or returns the errors that prevent it. Rejects with the
 * refusal `bad-setting` for a mistake in vigie.yaml. `by`: words for the log, such as `by jdoe over the API`; without it the request is not logged.
 */
export type Reload = (by?: string) => Promise<ReloadOutcome>;

/**
 * Reads the configuration and checks it as a reload would, without putting it into effect. Resolves with the errors
 * that would prevent the reload. Rejects like a reload.
 */
export type CheckConfiguration = () => Promise<readonly ConfigError[]>;

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

/** How the newest reload ended; before the first one, the start. */
export interface LastReload {
  readonly at: UnixSeconds;
  /** Words such as `by jdoe over the API`; null: the server does not know who asked. */
  readonly by: string | null;
  /** `failed`: it could not be read or stored. */
  readonly result: "started" | "accepted" | "refused" | "failed";
  readonly seconds: number | null;
  /** Of a refused one, and of one that failed by vigie.yaml. */
  readonly errors: readonly ConfigError[];
  /** Of the configuration in effect. */
  readonly warnings: readonly ConfigWarning[];
  readonly needsRestart: readonly string[];
  /** Of a failed one. `code`: null if it is no refusal. */
  readonly reason: {
    readonly code: RefusalCode | null;
    readonly params: ReasonParams;
    readonly message: string;
  } | null;
}

export interface ReloadCounts {
  readonly total: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** `the configuration was reloaded: 2 hosts and 10 services, 1 added, 0 removed, 3 changed`. */
export function reloadedWords(hosts: ReloadCounts, services: ReloadCounts): string {
  const sum = (count: "added" | "removed" | "changed"): number => hosts[count] + services[count];
  return `the configuration was reloaded: ${counted(hosts.total, "host")} and ${counted(services.total, "service")}, ${sum("added")} added, ${sum("removed")} removed, ${sum("changed")} changed`;
}
