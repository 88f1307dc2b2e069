import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { sampleToken, sampleSession } from "../support/record-samples.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { hashOfSecret } from "../../src/access/secret.ts";
import { createApp, type App } from "../../src/app/app.ts";
import { importCentreon } from "../../src/import/import-centreon.ts";
import { silentLog } from "../../src/lib/log.ts";
import { metricsSettings } from "../../src/config/settings/metrics-settings.ts";
import type { Settings } from "../../src/config/settings/settings.ts";
import { openStore as openDataFolder } from "../../src/data/store/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { moveStore } from "../../src/data/move-store.ts";
import { storePlaceOf } from "../support/test-store.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { datasetFile, readDataset, timeOf } from "./reference.ts";
import { send } from "./send.ts";
import type { Change } from "../../src/model/change.ts";

/** Data set, imported once, with all contacts logged in; servers run on copies of its store. */
export interface ImportedDataset {
  readonly now: number;
  /** Tokens of real logins, by contact alias. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly contactIds: ReadonlyMap<string, number>;
  readonly disabledHosts: ReadonlySet<number>;
  /** Ids of the downtimes triggered by another one; the API does not show them. */
  readonly triggeredBy: ReadonlyMap<number, readonly number[]>;
  startServer(): Promise<App>;
  remove(): void;
}

const HOUR = 3600;
const LOGS_IN = ["admin", "jdoe", "viewer", "noacl", "noapi"];

export async function importDataset(): Promise<ImportedDataset> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-recorded-"));
  try {
    return await importInto(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function importInto(folder: string): Promise<ImportedDataset> {
  const dataset = readDataset();
  const now = timeOf(dataset);
  const [configFolder, template] = [join(folder, "config"), join(folder, "template")];
  const openStore = (path: string): Promise<Store> => openDataFolder({ folder: path, log: silentLog, exclusive: true });
  await importCentreon({
    file: datasetFile,
    configFolder,
    dataFolder: template,
    runsChecks: false,
    typed: () => "",
    openStore,
  });
  const contactIds = await addCredentials(await openStore(template), now);

  // On PostgreSQL each server gets the import by a move of the store, as an operator would do it.
  const startOn = async (dataFolder: string): Promise<App> => {
    const { postgres = null } = storePlaceOf(dataFolder);
    if (postgres !== null && existsSync(join(dataFolder, "vigie.sqlite")))
      await moveStore({ dataFolder, postgres, to: "database", onProgress: () => {} });
    return createApp({
      settings: { ...settingsOf(configFolder, dataFolder), store: postgres },
      clock: createFakeClock(now),
      log: silentLog,
      version: "test",
    });
  };
  const passwords = new Map(dataset.configuration.contacts.map((row) => [row.contact_alias, row.clear_password ?? ""]));
  const tokens = await logIn(await startOn(template), passwords);
  const { postgres = null } = storePlaceOf(template);
  if (postgres !== null) await moveStore({ dataFolder: template, postgres, to: "folder", onProgress: () => {} });

  const triggered = new Map(
    [...Map.groupBy(dataset.storage.downtimes, (row) => row.triggered_by ?? 0)].map(([id, rows]) => [
      id,
      rows.map((row) => row.downtime_id),
    ]),
  );

  let copies = 0;
  return {
    now,
    tokens,
    contactIds,
    disabledHosts: new Set(dataset.storage.hosts.filter((row) => row.enabled === 0).map((row) => row.host_id)),
    triggeredBy: triggered,
    startServer: () => {
      const copy = join(folder, `copy-${copies++}`);
      cpSync(template, copy, { recursive: true });
      return startOn(copy);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const settingsOf = (configFolder: string, dataFolder: string): Settings => ({
  configFolder,
  dataFolder,
  store: null,
  listen: { host: "127.0.0.1", port: 0 },
  pollerGroups: [],
  remoteWrite: [],
  reports: [],
  adminPassword: null,
  tls: null,
  trustProxy: null,
  publicAddress: null,
  installationName: null,
  allowedOrigins: null,
  sessionMinutes: 120,
  latestApi: "24.10",
  tokenMakers: "administrators",
  hideCommandLine: "from-v22.04",
  metricsAccess: "local",
  pluginEnvironment: {},
  maxConcurrentChecks: 1,
  retentionDays: 366,
  history: { days: DEFAULT_DAYS, fullText: false },
  metrics: metricsSettings(undefined),
  commandFile: null,
  engine: "centreon",
  notifiesLateContacts: true,
  rootCause: { mode: "channels", waitSeconds: 30 },
  noticeBeforeEndMinutes: 15,
  commandInDoubt: "send",
  channels: null,
  logFormat: "auto",
  logFile: null,
  logLevel: "silent",
});

/** Adds the sessions and tokens used in the records. */
async function addCredentials(store: Store, now: number): Promise<ReadonlyMap<string, number>> {
  const ids = new Map((await store.readAccounts()).map((account) => [account.alias, account.id]));
  const session = (id: string, alias: string, lastActivity: number): Change => ({
    kind: "session",
    session: sampleSession({ hash: hashOfSecret(id), contactId: ids.get(alias) ?? 0, lastActivity }),
  });
  const token = (text: string, alias: string, lastUsed: number): Change => ({
    kind: "token",
    token: sampleToken({
      hash: hashOfSecret(text),
      contactId: ids.get(alias) ?? 0,
      lastUsed,
      expiresAt: null,
      label: null,
    }),
  });
  await store.commit([
    session("goldenadminsession", "admin", now),
    session("goldenjdoesession", "jdoe", now),
    session("goldenviewersession", "viewer", now),
    session("goldenexpiredsession", "admin", now - 24 * HOUR),
    token("goldenexpiredtoken", "admin", now - 2 * HOUR),
    token("goldendisabledcontact", "gone", now),
    token("goldenlogoutadmin", "admin", now),
    token("goldenlogoutjdoe", "jdoe", now),
  ]);
  await store.close();
  return ids;
}

async function logIn(app: App, passwords: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  try {
    const tokens = new Map<string, string>();
    for (const alias of LOGS_IN) {
      const body = JSON.stringify({ security: { credentials: { login: alias, password: passwords.get(alias) } } });
      const answer = await send(app.url, {
        method: "POST",
        path: "/centreon/api/latest/login",
        headers: { "Content-Type": "application/json" },
        body,
      });
      if (answer.status !== 200) throw new Error(`${alias} cannot log in: ${answer.status} ${answer.text}`);
      tokens.set(alias, JSON.parse(answer.text).security.token);
    }
    return tokens;
  } finally {
    await app.stop();
  }
}
