import { TOKEN_MAKERS } from "../../model/account.ts";
import { join, resolve } from "node:path";
import { DEFAULT_DAYS, type HistorySettings } from "../../data/history/retention-classes.ts";
import { pluginEnvironment } from "../../engine/check/plugin/plugin-environment.ts";
import { IN_DOUBT_POLICIES } from "../../model/in-doubt.ts";
import { ROOT_CAUSE_MODES } from "../../model/root-cause-rule.ts";
import { dialectOf, ENGINES, type Engine } from "../../model/dialect.ts";
import { metricsSettings } from "./metrics-settings.ts";
import { pollerGroupSettings } from "./poller-group-settings.ts";
import { remoteWriteSettings } from "./remote-write-settings.ts";
import type { Section } from "./section.ts";
import { parsePostgresUrl } from "../../data/store/store-place.ts";
import { badSettings, createSettingMistakes, mistakeOf } from "./setting-mistakes.ts";
import { readSettingsFile, SECTION_KEYS } from "./settings-file.ts";
import { HIDDEN_COMMAND_LINES, LATEST_APIS, LOG_FORMATS, METRICS_ACCESS, type Settings } from "./settings.ts";
import { address, networks, oneLine, oneOf, origin, origins, path, shortName, wholeNumber } from "./value-parsers.ts";
import type { ConfigError } from "../../model/configuration-errors.ts";

/** Settings file in the configuration folder; may be absent. */
const SETTINGS_FILE = "vigie.yaml";

/** A web session ends twelve hours after its last use at the latest. */
const MAX_SESSION_MINUTES = 720;
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace"] as const;

/** A setting: its names in the three places it may come from, its default, and the parser of its text. */
interface SettingSource<T> {
  readonly flag?: string;
  readonly env?: string;
  readonly key?: string;
  readonly fallback: T;
  /** Throws an Error whose message says what was expected. */
  readonly parse: (text: string) => T;
}

const SOURCES = {
  listen: {
    flag: "listen",
    env: "VIGIE_LISTEN",
    key: "listen",
    fallback: { host: "127.0.0.1", port: 8080 },
    parse: address,
  },
  trustProxy: { flag: "trustProxy", env: "VIGIE_TRUST_PROXY", key: "trust_proxy", fallback: null, parse: networks },
  publicAddress: {
    flag: "publicAddress",
    env: "VIGIE_PUBLIC_ADDRESS",
    key: "public_address",
    fallback: null,
    parse: origin,
  },
  installationName: { key: "installation_name", fallback: null, parse: shortName },
  allowedOrigins: { key: "allowed_origins", fallback: null, parse: origins },
  sessionMinutes: { key: "session_minutes", fallback: 120, parse: wholeNumber(1, MAX_SESSION_MINUTES) },
  latestApi: { key: "latest_api", fallback: "24.10", parse: oneOf(LATEST_APIS) },
  tokenMakers: { key: "api_tokens", fallback: "administrators", parse: oneOf(TOKEN_MAKERS) },
  hideCommandLine: { key: "hide_command_line", fallback: "from-v22.04", parse: oneOf(HIDDEN_COMMAND_LINES) },
  adminPassword: { env: "VIGIE_ADMIN_PASSWORD", fallback: null, parse: (text: string) => text },
  maxConcurrentChecks: {
    flag: "maxConcurrentChecks",
    key: "max_concurrent_checks",
    fallback: 256,
    parse: wholeNumber(1, 10_000),
  },
  retentionDays: { flag: "retentionDays", key: "retention_days", fallback: 366, parse: wholeNumber(1, 36_500) },
  metricsAccess: {
    env: "VIGIE_METRICS_ACCESS",
    key: "metrics_access",
    fallback: "local",
    parse: oneOf(METRICS_ACCESS),
  },
  store: { env: "VIGIE_STORE", key: "store", fallback: null, parse: postgresUrl },
  storePasswordFile: { env: "VIGIE_STORE_PASSWORD_FILE", key: "store_password_file", fallback: null, parse: oneLine },
  commandFile: { flag: "commandFile", env: "VIGIE_COMMAND_FILE", key: "command_file", fallback: null, parse: path },
  engine: { flag: "engine", env: "VIGIE_ENGINE", key: "engine", fallback: "centreon", parse: oneOf(ENGINES) },
  rootCause: { key: "root_cause", fallback: "channels", parse: oneOf(ROOT_CAUSE_MODES) },
  rootCauseWaitSeconds: { key: "root_cause_wait_seconds", fallback: 30, parse: wholeNumber(0, 600) },
  noticeBeforeEndMinutes: { key: "notice_before_end_minutes", fallback: null, parse: wholeNumber(0, 10_080) },
  lateContacts: { key: "late_contacts", fallback: null, parse: oneOf(["notify", "skip"]) },
  commandInDoubt: { key: "command_in_doubt", fallback: "send", parse: oneOf(IN_DOUBT_POLICIES) },
  logFormat: {
    flag: "logFormat",
    env: "VIGIE_LOG_FORMAT",
    key: "log_format",
    fallback: "auto",
    parse: oneOf(LOG_FORMATS),
  },
  logFile: { flag: "logFile", env: "VIGIE_LOG_FILE", key: "log_file", fallback: null, parse: path },
  logLevel: { flag: "logLevel", env: "VIGIE_LOG_LEVEL", key: "log_level", fallback: "info", parse: oneOf(LOG_LEVELS) },
} as const satisfies Record<string, SettingSource<unknown>>;

const KNOWN_KEYS = new Set([
  "data_folder",
  ...SECTION_KEYS,
  ...Object.values(SOURCES).flatMap((source) => ("key" in source ? [source.key] : [])),
]);

export interface SettingsInput {
  /** Command-line options by camel-case name; undefined means not given. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the program, which contains the default folders. */
  readonly root: string;
  /** Default: `data` in the folder of the program. */
  readonly defaultDataFolder?: (env: SettingsInput["env"]) => string;
}

/**
 * Reads the settings: flag before environment before file before default. Refuses with `bad-setting`, with a line for
 * each mistake that names the place and what was expected.
 */
export function readSettings({ flags, env, root, defaultDataFolder }: SettingsInput): Settings {
  const mistakes = createSettingMistakes();
  const { keep } = mistakes;
  const configFolder = configFolderOf({ flags, env, root });
  const { entries: file, sections, lists } = readSettingsFile(join(configFolder, SETTINGS_FILE), KNOWN_KEYS, mistakes);
  const dataFolder = resolve(
    flags["data"] ??
      env["VIGIE_DATA"] ??
      file.get("data_folder")?.text ??
      defaultDataFolder?.(env) ??
      join(root, "data"),
  );

  const read = <T>(source: SettingSource<T>): T => keep(() => given(source), source.fallback);
  const given = <T>(source: SettingSource<T>): T => {
    const flag = source.flag === undefined ? undefined : flags[source.flag];
    if (flag !== undefined) return parsed(source, flag, option(source.flag!));
    const variable = source.env === undefined ? undefined : env[source.env];
    if (variable !== undefined && variable !== "")
      return parsed(source, variable, { file: source.env!, line: 0, directive: null });
    const entry = source.key === undefined ? undefined : file.get(source.key);
    return entry === undefined
      ? source.fallback
      : parsed(source, entry.text, { ...entry.place, directive: source.key! });
  };

  const engine = read<Settings["engine"]>(SOURCES.engine);
  const settings: Settings = {
    configFolder,
    dataFolder,
    store: storeOf(read<string | null>(SOURCES.store), read<string | null>(SOURCES.storePasswordFile), configFolder),
    listen: read(SOURCES.listen),
    tls: keep(() => tlsOf(sections.get("tls"), configFolder), null),
    trustProxy: read<string | null>(SOURCES.trustProxy),
    publicAddress: read<string | null>(SOURCES.publicAddress),
    installationName: read<string | null>(SOURCES.installationName),
    allowedOrigins: read<Settings["allowedOrigins"]>(SOURCES.allowedOrigins),
    sessionMinutes: read(SOURCES.sessionMinutes),
    latestApi: read<Settings["latestApi"]>(SOURCES.latestApi),
    tokenMakers: read<Settings["tokenMakers"]>(SOURCES.tokenMakers),
    hideCommandLine: read<Settings["hideCommandLine"]>(SOURCES.hideCommandLine),
    adminPassword: read<string | null>(SOURCES.adminPassword),
    pluginEnvironment: pluginEnvironment(env),
    maxConcurrentChecks: read(SOURCES.maxConcurrentChecks),
    retentionDays: read(SOURCES.retentionDays),
    history: keep(() => historyOf(sections.get("history")), historyOf(undefined)),
    metrics: keep(() => metricsSettings(sections.get("metrics")), metricsSettings(undefined)),
    metricsAccess: read<Settings["metricsAccess"]>(SOURCES.metricsAccess),
    pollerGroups: keep(() => pollerGroupSettings(sections.get("poller_groups")), []),
    remoteWrite: keep(() => remoteWriteSettings(lists.get("remote_write") ?? []), []),
    commandFile: commandFileOf(read<string | null>(SOURCES.commandFile), dataFolder),
    engine,
    rootCause: {
      mode: read<Settings["rootCause"]["mode"]>(SOURCES.rootCause),
      waitSeconds: read(SOURCES.rootCauseWaitSeconds),
    },
    noticeBeforeEndMinutes:
      read<number | null>(SOURCES.noticeBeforeEndMinutes) ?? dialectOf(engine).noticeBeforeEndMinutes,
    notifiesLateContacts: notifiesLateContacts(read<"notify" | "skip" | null>(SOURCES.lateContacts), engine),
    commandInDoubt: read<Settings["commandInDoubt"]>(SOURCES.commandInDoubt),
    channels: sections.get("channels") ?? null,
    reports: lists.get("reports") ?? [],
    logFormat: read<Settings["logFormat"]>(SOURCES.logFormat),
    logFile: logFileOf(read<string | null>(SOURCES.logFile)),
    logLevel: read<Settings["logLevel"]>(SOURCES.logLevel),
  };
  mistakes.end();
  return settings;
}

/** Configuration folder, which also a wrong vigie.yaml has. */
export const configFolderOf = ({ flags, env, root }: Omit<SettingsInput, "defaultDataFolder">): string =>
  resolve(flags["config"] ?? env["VIGIE_CONFIG"] ?? join(root, "config"));

const notifiesLateContacts = (given: "notify" | "skip" | null, engine: Engine): boolean =>
  given === null ? dialectOf(engine).notifiesLateContacts : given === "notify";

const commandFileOf = (given: string | null, dataFolder: string): string | null =>
  given === null ? join(dataFolder, "vigie.cmd") : given === "none" ? null : resolve(given);

/** Refuses what is not the address of a database, and takes its text. */
function postgresUrl(text: string): string {
  parsePostgresUrl(text);
  return text;
}

const storeOf = (url: string | null, passwordFile: string | null, configFolder: string): Settings["store"] =>
  url === null
    ? null
    : parsePostgresUrl(url, passwordFile === null ? null : resolve(configFolder, passwordFile), configFolder);

const logFileOf = (given: string | null): string | null => (given === null || given === "none" ? null : resolve(given));

/** Paths are relative to the configuration folder. The files are read where they are used. */
function tlsOf(section: Section | undefined, configFolder: string): Settings["tls"] {
  if (section === undefined) return null;
  const [certificate, key] = [section.required("certificate", oneLine), section.required("key", oneLine)];
  section.end();
  return { certificate: resolve(configFolder, certificate), key: resolve(configFolder, key) };
}

/** At least three days: events are in the store for two. */
const HISTORY_DAYS = wholeNumber(3, 36_500);

function historyOf(section: Section | undefined): HistorySettings {
  const days = (key: string, fallback: number): number => section?.optional(key, HISTORY_DAYS) ?? fallback;
  const history: HistorySettings = {
    days: {
      states: days("states_days", DEFAULT_DAYS.states),
      downtimes: days("downtimes_days", DEFAULT_DAYS.downtimes),
      acknowledgements: days("acknowledgements_days", DEFAULT_DAYS.acknowledgements),
      operations: days("operations_days", DEFAULT_DAYS.operations),
      notifications: days("notifications_days", DEFAULT_DAYS.notifications),
      softStates: days("soft_states_days", DEFAULT_DAYS.softStates),
      stalkedOutput: days("stalked_output_days", DEFAULT_DAYS.stalkedOutput),
    },
    fullText: section?.optional("full_text", oneOf(["on", "off"])) === "on",
  };
  section?.end();
  return history;
}

/** Place of an option of the command line. */
const option = (flag: string): SettingPlace => ({
  file: `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  line: 0,
  directive: null,
});

type SettingPlace = Pick<ConfigError, "file" | "line" | "directive">;

function parsed<T>(source: SettingSource<T>, text: string, place: SettingPlace): T {
  try {
    return source.parse(text);
  } catch (error) {
    throw badSettings([{ ...place, ...mistakeOf(error) }]);
  }
}
