import type { FastifyReply, FastifyRequest } from "fastify";
import type { TProperties, TSchema } from "typebox";
import type { Access } from "../../access/access.ts";
import type { Role } from "../../access/caller.ts";
import type { Pollers } from "../../cluster/door/pollers.ts";
import type { HandOver } from "../../cluster/leadership/hand-over.ts";
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
import type { DescribedBody } from "./request-body.ts";
import type { ServerRates } from "./server/rates.ts";
import type { Undelivered } from "./server/undelivered.ts";
import type { LiveStream } from "../stream/stream-parts.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Surface } from "./surfaces.ts";
import type { Release } from "./versions.ts";

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

/**
 * Requirement on a caller: none, valid credentials, the API flag (contract §6.1), or additionally a role (§6.3).
 * `signed-in`: like `authenticated`, which is for tokens alone, also with a web session. `web-session`: the cookie of a
 * web session; a token is not accepted instead. `console-session`: the same of the console, with API access.
 * `role-of-downtime`: API access, then the role for the kind of the downtime once it is loaded. Several roles: at least
 * one of them; the operation then checks which. `administrator`: for operations on the server itself. `server-metrics`:
 * none or API access, as the setting `metrics_access` says.
 * `old-api`: none for its login, else API access with a token in the header of the old API.
 */
export type Right =
  | "public"
  | "authenticated"
  | "signed-in"
  | "web-session"
  | "console-session"
  | "api-access"
  | "role-of-downtime"
  | "administrator"
  | "server-metrics"
  | "old-api"
  | Role
  | readonly [Role, ...Role[]];

/** Operation of the API: its paths, the right it needs, its documentation and its handler. */
export type Operation = SharedOperation | LeaderOperation;

export type Handle<Parts> = (request: FastifyRequest, parts: Parts, reply: FastifyReply) => unknown;

/** What a follower answers from its own parts. */
export type SharedOperation = OperationFields & (
  | { readonly method: "GET"; readonly answeredBy?: never }
  | { readonly method: ChangingMethod; readonly answeredBy: "any server" }
) & {
  /** Returns the response body or a promise of it; nothing with status 204. Throws a `Refusal` for any other answer. */
  readonly handle: Handle<SharedParts>;
};

/** What a follower passes on to the leader: what changes something, and reads of what the leader alone has. */
export type LeaderOperation = OperationFields & (
  | { readonly method: "GET"; readonly answeredBy: "leader" }
  | { readonly method: ChangingMethod; readonly answeredBy?: never }
) & {
  readonly handle: Handle<ApiParts>;
};

type ChangingMethod = "POST" | "PUT" | "PATCH" | "DELETE";

/** Tests whether a follower answers an operation by itself. */
export const isShared = (operation: Operation): operation is SharedOperation =>
  operation.method === "GET" ? operation.answeredBy === undefined : operation.answeredBy === "any server";

interface OperationFields {
  /** Unique together with `since`. */
  readonly id: string;
  readonly surface: Surface;
  /** Release that introduced this shape, if the operation has an earlier one. */
  readonly since?: Release;
  /** Set for other methods than GET that change nothing either: they go on while the store does not answer. */
  readonly changesNothing?: true;
  /** All spellings (contract §1.5), after the prefix of the surface. The first one is documented. */
  readonly paths: readonly [string, ...string[]];
  readonly right: Right;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Omitted from the OpenAPI document. */
  readonly isHidden?: true;
  readonly parameters?: TProperties;
  readonly query?: TProperties;
  readonly body?: DescribedBody;
  /**
   * Schemas by status, for serialisation and documentation. The status below 300 is that of success. Those that follow
   * from `right` and `body` (401, 403, 413, 500) are omitted.
   */
  readonly answers: Readonly<Record<number, TSchema>>;
  /** Refused for pages of other origins before anything else (contract §1.4). */
  readonly isForOwnPages?: true;
  /**
   * Open to wall screens, which may do nothing else: `always`, or for the `q` of their own view alone.
   */
  readonly forWalls?: "always" | "own-view";
  /** Refuses a malformed `sort_by` before authentication. */
  readonly isListing?: true;
  /**
   * Declares that the value of `handle` has exactly the members and types of its schema. `JSON.stringify` then writes
   * it, four times as fast on large pages as a serialiser made from the schema. Verified by listing.test.ts.
   */
  readonly isPresentedExactly?: true;
}

/** Unique name of an operation, used in the OpenAPI document. */
export const operationId = ({ id, since }: Operation): string => (since === undefined ? id : `${id}-${since}`);
