import { startSeries } from "../../src/app/start-series.ts";
import { sampleToken, sampleSession } from "./record-samples.ts";
import { metricsSettings } from "../../src/config/settings/metrics-settings.ts";
import { createLiveResources, type LiveResources } from "../../src/data/realtime/views/live-resources.ts";
import type { TimeSeries } from "../../src/data/timeseries/time-series.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { createSharedLock } from "../../src/lib/shared-lock.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Role } from "../../src/access/caller.ts";
import { createAccess, type RunningAccess } from "../../src/access/create-access.ts";
import { hashPassword } from "../../src/access/password.ts";
import { hashOfSecret } from "../../src/access/secret.ts";
import { ALONE } from "../../src/cluster/leadership/known-cluster.ts";
import type { ApiOptions, FollowerApiOptions } from "../../src/interfaces/api/api-options.ts";
import { createApi } from "../../src/interfaces/api/create-api.ts";
import { createOperations } from "../../src/intake/create-operations.ts";
import { createStoredTimeline } from "../../src/data/history/read-timeline.ts";
import { createAvailabilityReports } from "../../src/operations/availability/availability-reports.ts";
import { createClosedParts } from "../../src/operations/availability/closed-parts.ts";
import { DEFAULT_POLICY } from "../../src/engine/availability/policy.ts";
import type { ReportDefinition } from "../../src/operations/reports/report-definition.ts";
import { createReportMails } from "../../src/operations/reports/report-mails.ts";
import { createReports } from "../../src/operations/reports/reports.ts";
import { createUserSettings } from "../../src/operations/user-settings/user-settings.ts";
import type { TokenMakers } from "../../src/model/account.ts";
import { createCurrentInventory } from "../../src/operations/adaptive/current-inventory.ts";
import { createAdaptive } from "../../src/operations/adaptive/create-adaptive.ts";
import { createDecisionQueries } from "../../src/alerting/rules/decision-queries.ts";
import type { Log } from "../../src/lib/log.ts";
import { silentLog } from "../../src/lib/log.ts";
import { openHistory } from "../../src/data/history/open-history.ts";
import type { OpenHistory } from "../../src/data/history/event-history.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { openTestStore } from "./test-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { openCore } from "./open-core.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";
import {
  type Alias,
  inventedAccounts,
  inventedGroups,
  inventedInventory,
  inventedStates,
  NOW,
} from "./invented-site.ts";
import type { Change } from "../../src/model/change.ts";
import type { Inventory, Resource } from "../../src/model/objects.ts";
import { createLiveStream } from "../../src/interfaces/stream/live-stream.ts";
import { withStream, type LiveStream } from "../../src/interfaces/stream/stream-parts.ts";
import { createStreamWords } from "../../src/interfaces/api/live-stream/stream-words.ts";

export const PASSWORD = "correct horse";
const hashOfPassword = hashPassword(PASSWORD);
export const BASE = "/centreon/api/beta";

const inventedReport: ReportDefinition = {
  name: "shop",
  schedule: "0 7 1 * *",
  zone: null,
  of: [
    {
      target: { kind: "servicegroup", group: "Web", mode: { kind: "any" } },
      title: null,
      place: { file: "", line: 0 },
    },
  ],
  range: "last-month",
  period: null,
  policy: DEFAULT_POLICY,
  countsSoftProblems: false,
  to: ["ada@example.org"],
  channel: "ops-mail",
  subject: null,
};

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
/** `console-of-`: the cookie of the console; `cookie-of-`: that of the web login of the contract. `foreign-page`: the session of the operator, used by a page of another port of the same host. */
export type As = Alias | "nobody" | `cookie-of-${Alias}` | `console-of-${Alias}` | "foreign-page";

export interface Call {
  /** Default: admin. */
  readonly as?: As;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of the request: an object is sent as JSON, text unchanged. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
  readonly text: string;
  /** Body as JSON; undefined if empty. */
  readonly body: unknown;
  /** Items of a listing; empty for other answers. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly meta: Readonly<Record<string, unknown>>;
}

/**
 * API on the real store, realtime table, access control and commands of the invented site; the clock starts at `NOW`.
 */
export interface ApiUnderTest {
  readonly app: FastifyInstance;
  readonly clock: FakeClock;
  readonly store: Store;
  readonly access: RunningAccess;
  /** Not started. */
  readonly history: OpenHistory;
  /** What a follower of the same site would have, too. */
  readonly shared: Omit<FollowerApiOptions, "forward" | "reached" | "families">;
  /** Started on first use. */
  readonly timeSeries: () => TimeSeries;
  /** `path` starts after the version, or with `/centreon`, `/api`, `/docs`, `/assets`, `/favicon.ico` or `/metrics`; `/` is the root. */
  call(method: Method, path: string, call?: Call): Promise<Answer>;
  get(path: string, as?: As): Promise<Answer>;
  post(path: string, body: unknown, as?: As): Promise<Answer>;
  delete(path: string, as?: As): Promise<Answer>;
  close(): Promise<void>;
}

export interface ApiUnderTestOptions {
  /** Records committed before the start. */
  readonly before?: readonly Change[];
  /** Resources of the invented site that are shown otherwise. */
  readonly resources?: readonly Resource[];
  /** Parts of the invented site that are configured otherwise. */
  readonly inventory?: Partial<Inventory>;
  readonly log?: Log;
  /** The setting `full_text`. */
  readonly hasFullText?: boolean;
  /** Roles of the operator. Default: all. */
  readonly operatorRoles?: readonly Role[];
  /** The setting `api_tokens`. */
  readonly tokenMakers?: TokenMakers;
  /** Settings of the API that differ from the default. */
  readonly settings?: Partial<
    Pick<
      ApiOptions,
      | "allowedOrigins"
      | "counts"
      | "hideCommandLine"
      | "lastReload"
      | "latestApi"
      | "leading"
      | "measures"
      | "metricsAccess"
      | "publicOrigin"
      | "trustProxy"
      | "undelivered"
    >
  >;
}

export async function openApi(options: ApiUnderTestOptions = {}): Promise<ApiUnderTest> {
  const { before = [], log = silentLog, settings = {}, operatorRoles } = options;
  const folder = mkdtempSync(join(tmpdir(), "vigie-api-"));
  const store = await openTestStore(folder);
  const clock = createFakeClock(NOW);
  const passwordHash = await hashOfPassword;
  for (const account of inventedAccounts) await store.saveAccount({ ...account, id: 0, passwordHash });
  await store.commit([
    ...(await credentials(store)),
    ...[...inventedStates].map(([key, state]): Change => ({ kind: "state", key, state })),
    ...before,
  ]);

  const current = createCurrentInventory({ ...inventedInventory, ...options.inventory });
  const { inventory } = current;
  const access = await createAccess({
    store,
    clock,
    log,
    ...(options.tokenMakers && { tokenMakers: options.tokenMakers }),
  });
  const groups = inventedGroups.map((group) =>
    operatorRoles !== undefined && group.name === "operators" ? { ...group, roles: operatorRoles } : group,
  );
  access.configure(inventory, groups);
  const history = await openHistory({
    dataFolder: folder,
    store,
    clock,
    log,
    settings: () => ({ days: DEFAULT_DAYS, fullText: options.hasFullText ?? false }),
  });
  const [newest] = await history.readNewestEvents(1);
  let stream: LiveStream | undefined;
  let live: LiveResources | undefined;
  const core = await openCore({
    store,
    inventory,
    clock,
    readersWith(realtime) {
      const ofSite = { clock, inventory: () => inventory };
      live = createLiveResources({ realtime, ...ofSite });
      const words = createStreamWords({ realtime, live, ...ofSite, head: () => stream!.head() });
      stream = createLiveStream({ ...ofSite, log, access, history, words, head: newest?.id ?? 0 });
      return withStream(stream, realtime);
    },
    scheduler: { rescheduleAfter: () => null },
    accountByAlias: access.accountByAlias,
  });
  const { realtime, recurringDowntimes } = core;
  realtime.replace(options.resources ?? []);
  core.begin();
  const decisions = createDecisionQueries({
    clock,
    records: {
      readDecisions: store.readDecisions,
      readMessages: store.readMessages,
      readNewestDecisions: store.readNewestDecisions,
      readMessagesOf: store.readMessagesOf,
      failedAttemptsOf: () => null,
    },
    ruleContext: core.notificationEngine.ruleContext,
    downtimesOf: core.downtimes.ofResource,
  });
  const { ledger } = core;
  const adaptive = createAdaptive({
    ledger,
    lock: createSharedLock(),
    clock,
    log,
    onResources: realtime.replace,
    onProgram: () => {},
  });
  await adaptive.load(current);
  const operations = createOperations({
    ...core,
    adaptive,
    // Every time is in the check period.
    scheduler: { rescheduleAfter: (_resource, at) => at, runAt: () => {} },
    inventory: () => inventory,
    clock,
  });
  let started: TimeSeries | undefined;
  const timeSeries = (): TimeSeries =>
    (started ??= startSeries({
      dataFolder: folder,
      settings: () => ({ metrics: metricsSettings(undefined), remoteWrite: [] }),
      ledger,
      inventory: () => inventory,
      clock,
      log,
    }));
  const availability = createAvailabilityReports({
    timeline: createStoredTimeline({ history, presentState: ledger.state }),
    inventory: () => inventory,
    clock,
    notSeenSince: () => null,
    closed: createClosedParts(),
  });
  const reports = createReports({
    store,
    commit: ledger.commit,
    definitions: () => [inventedReport],
    inventory: () => inventory,
    mails: createReportMails({ availability, inventory: () => inventory }),
    failedAttemptsOf: () => null,
    clock,
    log,
  });
  const shared = {
    realtime,
    live: live!,
    comments: core.comments,
    access,
    events: history,
    stream: stream!,
    userSettings: createUserSettings(store),
    clock,
    log,
    version: "0.0.0-test",
    installationName: "Invented site",
    command: "vigie",
    inventory: () => inventory,
    hideCommandLine: "from-v22.04",
    cluster: async () => ALONE,
  } as const;
  const app = await createApi({
    ...shared,
    store,
    operations,
    recurringDowntimes,
    decisions,
    timeSeries,
    remoteWrite: () => undefined,
    availability,
    reports: () => reports,
    commands: () => undefined,
    passiveResults: () => operations,
    ...settings,
  });

  const call: ApiUnderTest["call"] = async (method, path, { as = "admin", headers = {}, body: sent } = {}) => {
    const response = await app.inject({
      method,
      url: /^\/($|(centreon|api|docs|assets)\/|favicon\.|metrics\b)/.test(path) ? path : BASE + path,
      headers: { ...headersOf(as), ...headers },
      ...(sent === undefined ? {} : { payload: typeof sent === "string" ? sent : JSON.stringify(sent) }),
    });
    const text = response.body;
    const isJson = text !== "" && String(response.headers["content-type"]).startsWith("application/json");
    const body = isJson
      ? (JSON.parse(text) as { readonly result?: Answer["rows"]; readonly meta?: Answer["meta"] })
      : undefined;
    return {
      status: response.statusCode,
      headers: response.headers,
      text,
      body,
      rows: body?.result ?? [],
      meta: body?.meta ?? {},
    };
  };
  return {
    app,
    clock,
    store,
    access,
    history,
    shared,
    timeSeries,
    call,
    get: (path, as = "admin") => call("GET", path, { as }),
    post: (path, body, as = "admin") => call("POST", path, { as, body }),
    delete: (path, as = "admin") => call("DELETE", path, { as }),
    async close() {
      await app.close();
      live!.close();
      await started?.close();
      await core.stop();
      await access.close();
      await history.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Creates a token and a web session for each contact. */
async function credentials(store: Store): Promise<readonly Change[]> {
  return (await store.readAccounts()).flatMap(({ id, alias }): Change[] => [
    {
      kind: "token",
      token: sampleToken({
        hash: hashOfSecret(`token of ${alias}`),
        contactId: id,
        lastUsed: NOW,
        expiresAt: null,
        label: null,
      }),
    },
    {
      kind: "session",
      session: sampleSession({ hash: hashOfSecret(`session-of-${alias}`), contactId: id, lastActivity: NOW }),
    },
    {
      kind: "session",
      session: sampleSession({
        hash: hashOfSecret(`console-of-${alias}`),
        contactId: id,
        lastActivity: NOW,
        kind: "console",
      }),
    },
  ]);
}

export function headersOf(as: As): Readonly<Record<string, string>> {
  if (as === "nobody") return {};
  if (as === "foreign-page") return { ...headersOf("cookie-of-operator"), origin: "http://localhost:8081" };
  if (as.startsWith("console-of-")) return { cookie: `vigie_session=${as}` };
  if (as.startsWith("cookie-of-")) return { cookie: `PHPSESSID=${as.replace("cookie", "session")}` };
  return { "x-auth-token": `token of ${as}` };
}
