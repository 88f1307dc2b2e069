import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "vigie-settings-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (text: string): string => {
  const path = join(root, "vigie.yaml");
  writeFileSync(path, text);
  return path;
};
const read = (
  flags: Record<string, string | undefined> = {},
  env: Record<string, string | undefined> = {},
): ReturnType<typeof readSettings> => readSettings({ flags: { config: root, ...flags }, env, root });

describe("settings", () => {
  test("have defaults below the program folder", () => {
    expect(readSettings({ flags: {}, env: {}, root })).toEqual({
      configFolder: join(root, "config"),
      dataFolder: join(root, "data"),
      listen: { host: "127.0.0.1", port: 8080 },
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
      adminPassword: null,
      pluginEnvironment: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
      maxConcurrentChecks: 256,
      retentionDays: 366,
      history: {
        days: {
          states: 730,
          downtimes: 730,
          acknowledgements: 730,
          operations: 730,
          notifications: 400,
          softStates: 90,
          stalkedOutput: 30,
        },
        fullText: false,
      },
      metrics: {
        rawDays: 35,
        hoursDays: 400,
        daysYears: 10,
        maxBytes: null,
        maxMetricsPerResource: 1_024,
        maxMetrics: null,
        readFrom: null,
      },
      pollerGroups: [],
      remoteWrite: [],
      store: null,
      commandFile: join(root, "data/vigie.cmd"),
      engine: "centreon",
      rootCause: { mode: "channels", waitSeconds: 30 },
      noticeBeforeEndMinutes: 15,
      notifiesLateContacts: true,
      commandInDoubt: "send",
      channels: null,
      reports: [],
      logFormat: "auto",
      logFile: null,
      logLevel: "info",
    });
  });

  test("come from the flag, else from the environment, else from the file", () => {
    file("listen: 127.0.0.3:3\nretention_days: 3\n");

    expect(read({ listen: "127.0.0.1:1" }, { VIGIE_LISTEN: "127.0.0.2:2" }).listen).toEqual({
      host: "127.0.0.1",
      port: 1,
    });
    expect(read({}, { VIGIE_LISTEN: "127.0.0.2:2" }).listen).toEqual({ host: "127.0.0.2", port: 2 });
    expect(read()).toMatchObject({ listen: { host: "127.0.0.3", port: 3 }, retentionDays: 3 });
  });

  test("the days of the history are read by class", () => {
    file("history:\n  soft_states_days: 7\n  full_text: on\n");

    expect(read().history).toMatchObject({ days: { softStates: 7, states: 730 }, fullText: true });
  });

  test("late_contacts follows the engine unless it is set", () => {
    expect([read().notifiesLateContacts, read({ engine: "nagios" }).notifiesLateContacts]).toEqual([true, false]);
    file("late_contacts: skip\n");
    expect(read().notifiesLateContacts).toBe(false);
    file("late_contacts: notify\n");
    expect(read({ engine: "nagios" }).notifiesLateContacts).toBe(true);
  });

  test("accept IPv6 addresses and names", () => {
    expect(read({ listen: "[::1]:0" }).listen).toEqual({ host: "::1", port: 0 });
    expect(read({ listen: "localhost:80" }).listen).toEqual({ host: "localhost", port: 80 });
  });

  test("the folders come from the environment too", () => {
    expect(readSettings({ flags: {}, env: { VIGIE_CONFIG: root, VIGIE_DATA: "/srv/vigie" }, root: "/" })).toMatchObject(
      { configFolder: root, dataFolder: "/srv/vigie" },
    );
  });
});

test("the command file is in the data folder unless a path or none is given", () => {
  expect(read({}, { VIGIE_DATA: "/srv/vigie" }).commandFile).toBe("/srv/vigie/vigie.cmd");
  expect(read({ commandFile: "/run/vigie.cmd" }).commandFile).toBe("/run/vigie.cmd");
  expect(read({}, { VIGIE_COMMAND_FILE: "none" }).commandFile).toBeNull();
});

test("the store is in the data folder unless a database is named, whose password is in a file", () => {
  expect(read().store).toBeNull();
  file("store: postgres://vigie@db.example.org/vigie\nstore_password_file: secret\n");
  expect(read().store).toMatchObject({ host: "db.example.org", schema: "vigie", passwordFile: join(root, "secret") });
  expect(read({}, { VIGIE_STORE: "postgres://vigie@other/v" }).store).toMatchObject({ host: "other" });
  file("store: postgres://vigie:geheim@db.example.org/vigie\n");
  expect(() => read()).toThrow(/vigie\.yaml:1: store: expected no password in the address/);
});

test("the log goes to standard error unless a path is given, which none overrides", () => {
  file("log_file: /var/log/vigie.log\nlog_format: text\n");
  expect(read()).toMatchObject({ logFile: "/var/log/vigie.log", logFormat: "text" });
  expect(read({ logFile: "none" }, { VIGIE_LOG_FORMAT: "json" })).toMatchObject({ logFile: null, logFormat: "json" });
});

describe("an invalid setting is refused with its place and what was expected", () => {
  test.each([
    [{ listen: "8080" }, {}, "--listen: expected HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, found '8080'"],
    [
      { listen: "127.0.0.1:70000" },
      {},
      "--listen: expected HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, found '127.0.0.1:70000'",
    ],
    [{ maxConcurrentChecks: "0" }, {}, "--max-concurrent-checks: expected a whole number from 1 to 10000, found '0'"],
    [{ retentionDays: "1.5" }, {}, "--retention-days: expected a whole number from 1 to 36500, found '1.5'"],
    [
      { trustProxy: "127.0.0.1,10.0.0.0/33" },
      {},
      "--trust-proxy: expected addresses or networks such as 127.0.0.1,10.0.0.0/8, found '10.0.0.0/33'",
    ],
    [{ commandFile: " " }, {}, "--command-file: expected a path, or none, found ''"],
    [
      {},
      { VIGIE_LISTEN: "here" },
      "VIGIE_LISTEN: expected HOST:PORT such as 127.0.0.1:8080 or [::1]:8080, found 'here'",
    ],
    [
      {},
      { VIGIE_LOG_LEVEL: "loud" },
      "VIGIE_LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, found 'loud'",
    ],
    [{ logFormat: "xml" }, {}, "--log-format: expected one of auto, text, json, found 'xml'"],
    [{}, { VIGIE_LOG_FILE: " " }, "VIGIE_LOG_FILE: expected a path, or none, found ''"],
  ])("%o %o", (flags, env, message) => {
    expect(() => read(flags, env)).toThrow(expect.objectContaining({ code: "bad-setting", message }));
  });

  test.each([
    ["retention_days: many\n", "1: retention_days: expected a whole number from 1 to 36500, found 'many'"],
    ["\nlog_level: loud\n", "2: log_level: expected one of fatal, error, warn, info, debug, trace, found 'loud'"],
    ["\n\ncommand_in_doubt: maybe\n", "3: command_in_doubt: expected one of send, skip, found 'maybe'"],
    ["history: 30\n", "1: history: expected days for which events are kept, such as states_days: 730"],
    ["history:\n  states_days: 2\n", "2: history.states_days: expected a whole number from 3 to 36500, found '2'"],
    [
      "history:\n  state_day: 2\n",
      "2: history.state_day: unknown setting; known settings are states_days, downtimes_days, acknowledgements_days, " +
        "operations_days, notifications_days, soft_states_days, stalked_output_days, full_text. " +
        "Did you mean states_days?",
    ],
    ["listen: [1, 2]\n", "1: listen: expected a single value"],
    [
      "color: blue\n",
      "1: unknown setting 'color'; known settings are data_folder, channels, tls, history, metrics, poller_groups, remote_write, reports, listen, trust_proxy, " +
        "public_address, installation_name, allowed_origins, session_minutes, latest_api, api_tokens, hide_command_line, max_concurrent_checks, " +
        "retention_days, metrics_access, store, store_password_file, command_file, engine, root_cause, root_cause_wait_seconds, " +
        "notice_before_end_minutes, late_contacts, command_in_doubt, log_format, " +
        "log_file, log_level",
    ],
    ["- 1\n", '1: expected "key: value" lines'],
  ])("in the file: %j", (text, message) => {
    const path = file(text);

    expect(() => read()).toThrow(expect.objectContaining({ code: "bad-setting", message: `${path}:${message}` }));
  });

  test.each([
    ["a folder", (path: string) => mkdirSync(path), "not a regular file but a folder"],
    ["a device", (path: string) => symlinkSync("/dev/zero", path), "not a regular file but a device"],
    ["a link to itself", (path: string) => symlinkSync("vigie.yaml", path), "cannot be read: too many symbolic links"],
    [
      "too large",
      (path: string) => writeFileSync(path, "#".repeat(1_048_577)),
      "cannot be read: it has 1048577 bytes; at most 1048576 are read",
    ],
    [
      "nested without end",
      (path: string) => writeFileSync(path, `listen: ${"[".repeat(100_000)}`),
      "vigie.yaml:1: nested more than 64 levels deep",
    ],
  ])("the file is %s", (_, make, message) => {
    const path = join(root, "vigie.yaml");
    make(path);

    expect(() => read()).toThrow(
      expect.objectContaining({ code: "bad-setting", message: expect.stringContaining(message) }),
    );
  });

  test("in the file: of many mistakes, at most fifty are shown", () => {
    file(`history:\n${Array.from({ length: 70 }, (_, index) => `  key${index}: 1\n`).join("")}listen: nowhere\n`);

    const lines = messageOf(() => read()).split("\n");
    expect(lines).toHaveLength(51);
    expect(lines[0]).toContain("listen: expected HOST:PORT");
    expect(lines[49]).toContain("history.key48: unknown setting");
    expect(lines[50]).toBe("further mistakes are not shown");
  });

  test("a main file as configuration folder", () => {
    const main = join(root, "nagios.cfg");
    writeFileSync(main, "");

    expect(() => read({ config: main })).toThrow(
      `${main}: expected a configuration folder, found a file: give the folder, ${root}`,
    );
  });

  test("in the file: text that is not YAML", () => {
    file('listen: "127.0.0.1\n');

    expect(() => read()).toThrow(/vigie\.yaml:\d+: /);
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}
