import type { LoggerOptions } from "pino";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";
import type { InDoubtPolicy } from "../../model/in-doubt.ts";
import type { Section } from "./section.ts";
import type { Engine } from "../../model/engine-dialect.ts";

/** Everything the process is told from outside. Folders are absolute. */
export interface Settings {
  /** Object files, access.yaml and vigie.yaml. */
  readonly configFolder: string;
  /** The store. */
  readonly dataFolder: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks, comma-separated. Null: none. */
  readonly trustProxy: string | null;
  /** First password of `admin`; null makes a random one. */
  readonly adminPassword: string | null;
  /** What plugins inherit of the environment: all but what is meant for the server itself. */
  readonly pluginEnvironment: Readonly<Record<string, string>>;
  readonly maxConcurrentChecks: number;
  /** Ended acknowledgements, downtimes, comments and events are kept this long. */
  readonly retentionDays: number;
  /** FIFO for external commands; null: none. */
  readonly commandFile: string | null;
  /** Whose way is taken where Nagios 4 and Centreon Engine differ. */
  readonly engine: Engine;
  /** Whether what follows from a host that is DOWN is named in its message only. */
  readonly rootCause: RootCauseRule;
  /** People are told this long before an acknowledgement or a downtime ends by its own time; 0: not. */
  readonly noticeBeforeEndMinutes: number;
  /** For messages by notification commands that may have been sent before a restart. */
  readonly commandInDoubt: InDoubtPolicy;
  /** The section `channels:`, read by alerting/channels/read-channels.ts; null: none. */
  readonly channels: Section | null;
  readonly logLevel: NonNullable<LoggerOptions["level"]>;
}
