import type { Access } from "../../access/access.ts";
import type { Pollers } from "../../cluster/door/pollers.ts";
import type { HandOver } from "../../cluster/leadership/hand-over.ts";
import type { KnownCluster } from "../../cluster/leadership/known-cluster.ts";
import type { CheckConfiguration, LastReload, Reload } from "../../config/reload-outcome.ts";
import type { Settings } from "../../config/settings/settings.ts";
import type { AvailabilityReports } from "../../operations/availability/availability-reports.ts";
import type { Comments } from "../../operations/comment/comments.ts";
import type { Reports } from "../../operations/reports/reports.ts";
import type { UserSettings } from "../../operations/user-settings/user-settings.ts";
import type { Operations } from "../../operations/operations.ts";
import type { AnsweredRequests } from "./answered-requests.ts";
import type { DecisionQueries } from "../../alerting/rules/decision-queries.ts";
import type { ExternalCommands } from "../external-commands/run-external-command.ts";
import type { EventHistory } from "../../data/history/event-history.ts";
import type { RecurringDowntimes } from "../../operations/downtime/recurring-downtimes.ts";
import type { Inventory } from "../../model/objects.ts";
import type { ResourceKey } from "../../model/resource-key.ts";
import type { RemoteWrite } from "../../data/timeseries/remote-write/remote-write.ts";
import type { TimeSeries } from "../../data/timeseries/time-series.ts";
import type { Clock, UnixSeconds } from "../../lib/clock.ts";
import type { IndexedRealtime } from "../../data/realtime/indexed-realtime.ts";
import type { LiveResources } from "../../data/realtime/views/live-resources.ts";
import type { TestMessages } from "./me/test-messages.ts";
import type { Family } from "../metrics/family.ts";
import type { ServerMeasures } from "../metrics/server-metrics.ts";
import type { Health } from "./health/health.ts";
import type { ServerRates } from "./server/rates.ts";
import type { Undelivered } from "./server/undelivered.ts";
import type { LiveStream } from "../stream/stream-parts.ts";

/** Parts of the server used by the operations. */
export interface ApiParts {
  readonly realtime: IndexedRealtime;
  /** Searches, frozen lists and counts of the console. */
  readonly live: LiveResources;
  readonly access: Access;
  readonly operations: Operations;
  readonly comments: Pick<Comments, "all" | "get" | "ofResource">;
  readonly recurringDowntimes: Pick<RecurringDowntimes, "all" | "get" | "targetsOf">;
  readonly decisions: DecisionQueries;
  readonly events: EventHistory;
  readonly stream: LiveStream;
  readonly availability: AvailabilityReports;
  readonly userSettings: UserSettings;
  /** Undefined during startup. */
  readonly reports: () => Reports | undefined;
  /** Undefined during startup. */
  readonly timeSeries: () => TimeSeries | undefined;
  /** Undefined during startup. */
  readonly remoteWrite: () => Pick<RemoteWrite, "status"> | undefined;
  /** Undefined during startup. */
  readonly commands: () => ExternalCommands | undefined;
  /** Undefined during startup. */
  readonly passiveResults: () => Pick<Operations, "submitResult" | "submitResults"> | undefined;
  /** Undefined during startup. */
  readonly reload: () => Reload | undefined;
  /** Like `reload`. */
  readonly handOver: () => HandOver | undefined;
  /** Undefined during startup. */
  readonly checkConfiguration: () => CheckConfiguration | undefined;
  /** Time at which the configuration came into effect. */
  readonly configuredSince: () => UnixSeconds;
  readonly health: () => Health;
  readonly cluster: () => Promise<KnownCluster>;
  /** False while changes wait for a store that does not answer. */
  readonly isStoreAnswering: () => boolean;
  /** Undefined during startup. */
  readonly serverMeasures: () => Promise<ServerMeasures> | undefined;
  /** For Prometheus; undefined during startup. */
  readonly serverFamilies: () => Promise<readonly Family[]> | undefined;
  /** Tests whether performance data can be asked for. */
  readonly hasMetrics: () => boolean;
  readonly serverRates: () => ServerRates;
  /** Oldest notifications that are not delivered. */
  readonly undelivered: (limit: number) => Promise<readonly Undelivered[]>;
  /** Results of a host or service since the start. */
  readonly resultsOf: (key: ResourceKey) => number;
  /** Undefined during startup. */
  readonly testMessages: () => TestMessages | undefined;
  readonly lastReload: () => LastReload | null;
  /** Undefined during startup. */
  readonly pollers: () => Pollers | undefined;
  /** Where others reach this server, and the pin of a certificate that no authority has signed. */
  readonly ownAddress: () => { readonly address: string; readonly pin: string | null };
  readonly answeredRequests: AnsweredRequests;
  /** OpenAPI document as JSON. */
  readonly openApiDocument: () => Buffer;
  readonly clock: Clock;
  /** Name of the installation. */
  readonly installationName: string;
  /** Runs the program in any shell on the machine of the server. */
  readonly command: string;
  readonly hideCommandLine: Settings["hideCommandLine"];
  /** Configuration in effect. */
  readonly inventory: () => Inventory;
}
