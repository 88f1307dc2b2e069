import type { LoggerOptions } from "pino";
import type { HistorySettings } from "../../data/history/retention-classes.ts";
import type { RootCauseRule } from "../../model/root-cause-rule.ts";
import type { InDoubtPolicy } from "../../model/in-doubt.ts";
import type { MetricsSettings } from "./metrics-settings.ts";
import type { PollerGroupSetting } from "./poller-group-settings.ts";
import type { ConfiguredTarget } from "../../data/timeseries/remote-write/remote-target.ts";
import type { TokenMakers } from "../../model/account.ts";
import type { PostgresAddress } from "../../data/store/store-place.ts";
import type { Section } from "./section.ts";
import type { Engine } from "../../model/dialect.ts";

/** API versions in which `command_line` is hidden from accounts without the role `service_display_command`. */
/** Releases that the version token `latest` may stand for. */
export const LATEST_APIS = ["19.10", "24.10"] as const;
export const HIDDEN_COMMAND_LINES = ["from-v22.04", "always"] as const;

/** `local`: without a token for requests from this machine that no proxy passed on. */
export const METRICS_ACCESS = ["local", "public", "token"] as const;

export const LOG_FORMATS = ["auto", "text", "json"] as const;

/** Settings of the process from command line, environment and vigie.yaml. Folders are absolute. */
export interface Settings {
  /** Object files, access.yaml and vigie.yaml. */
  readonly configFolder: string;
  /** Folder of the store, unless that is in PostgreSQL, and of all other data. */
  readonly dataFolder: string;
  /** Database of the store; null: it is in the data folder. */
  readonly store: PostgresAddress | null;
  readonly listen: { readonly host: string; readonly port: number };
  /** Files of the certificate (with its chain) and its key, in PEM; null: plain HTTP. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  /** Proxies whose `X-Forwarded-For` is trusted: addresses and networks, comma-separated; null: none. */
  readonly trustProxy: string | null;
  /** Origin at which browsers reach the server, such as `https://monitor.example.org`; null: as each request says. */
  readonly publicAddress: string | null;
  /** Shown in the console; null: the name of the machine. */
  readonly installationName: string | null;
  /** Origins whose pages may read the API with a token; null: all. */
  readonly allowedOrigins: readonly string[] | null;
  /** From the last use of a web session to its end. */
  readonly sessionMinutes: number;
  /** Release whose shapes the version token `latest` has. */
  readonly latestApi: (typeof LATEST_APIS)[number];
  /** Who may make tokens for scripts in the API. */
  readonly tokenMakers: TokenMakers;
  readonly hideCommandLine: (typeof HIDDEN_COMMAND_LINES)[number];
  /** First password of `admin`; null makes a random one. */
  readonly adminPassword: string | null;
  /** Environment that plugins inherit: without the variables meant for the server itself. */
  readonly pluginEnvironment: Readonly<Record<string, string>>;
  readonly maxConcurrentChecks: number;
  /** Days for which ended acknowledgements, downtimes and comments are kept. */
  readonly retentionDays: number;
  /** For which events and decisions are kept, and how they can be searched. */
  readonly history: HistorySettings;
  readonly metrics: MetricsSettings;
  /** Who may read what the server measures of itself (`GET /metrics`): anybody, or only accounts with API access. */
  readonly metricsAccess: (typeof METRICS_ACCESS)[number];
  /** Pollers that share hosts. */
  readonly pollerGroups: readonly PollerGroupSetting[];
  /** Receivers of performance data. */
  readonly remoteWrite: readonly ConfiguredTarget[];
  /** FIFO for external commands; null: none. */
  readonly commandFile: string | null;
  /** Which engine's behaviour to follow where Nagios 4 and Centreon Engine differ. */
  readonly engine: Engine;
  /** Notification of problems that follow from a host that is DOWN: alone, or named in the message of the host. */
  readonly rootCause: RootCauseRule;
  /** Minutes before an acknowledgement or a downtime expires at which contacts are notified of it; 0: never. */
  readonly noticeBeforeEndMinutes: number;
  /** Notifies contacts whose own period was closed when it opens. */
  readonly notifiesLateContacts: boolean;
  /** For messages by notification commands that may have been sent before a restart. */
  readonly commandInDoubt: InDoubtPolicy;
  /** The section `channels:`, read by alerting/channels/read-channels.ts; null: none. */
  readonly channels: Section | null;
  /** The list `reports:`, read by operations/reports/read-reports.ts. */
  readonly reports: readonly Section[];
  /** `auto`: text on a terminal, JSON elsewhere. */
  readonly logFormat: (typeof LOG_FORMATS)[number];
  /** File of the log; null: standard error. */
  readonly logFile: string | null;
  readonly logLevel: NonNullable<LoggerOptions["level"]>;
}
