import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, it, type TestContext } from "vitest";
import { startRemoteWriteReceiver, type RemoteWriteReceiver } from "../support/remote-write-receiver.ts";
import { loginAt, startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { distinct } from "../timeseries/sent-series.ts";
import { openWriter } from "../timeseries/written-series.ts";

const SERVICES = Array.from({ length: 10 }, (_, index) => `service-${index}`);

const OBJECTS = `
define command {
  command_name  print
  command_line  /bin/echo 'fine|at=$TIMET$s\\;1\\;2 odd=-1.25e-3 number=$ARG1$'
}
define host {
  host_name           web
  address             192.0.2.1
  max_check_attempts  1
}
${SERVICES.map(
  (name, number) => `define service {
  host_name            web
  service_description  ${name}
  check_command        print!${number}
  check_interval       1
  retry_interval       1
  max_check_attempts   1
}`,
).join("\n")}
`;

/** A receiver, and a server that sends to it. */
interface Scene {
  readonly folder: string;
  readonly receiver: RemoteWriteReceiver;
  configure(settings: string): void;
  start(): Promise<ServerProcess>;
}

async function openScene({ onTestFinished }: TestContext): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-remote-write-"));
  mkdirSync(join(folder, "config"));
  const receiver = await startRemoteWriteReceiver();
  let server: ServerProcess | undefined;
  onTestFinished(async () => {
    await server?.kill();
    await receiver.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    receiver,
    configure(settings) {
      const write = (name: string, text: string): void => writeFileSync(join(folder, "config", name), text);
      write("vigie.cfg", "cfg_file=objects.cfg\ninterval_length=1\n");
      write("objects.cfg", OBJECTS);
      write("token", "Bearer s3cret\n");
      write("vigie.yaml", settings);
    },
    start: async () =>
      (server = await startServerProcess({
        VIGIE_CONFIG: join(folder, "config"),
        VIGIE_DATA: join(folder, "data"),
        VIGIE_ADMIN_PASSWORD: "correct horse",
        VIGIE_LOG_LEVEL: "info",
      })),
  };
}

/** A target is sent to each five seconds, or after the pause of a retry. */
async function until(server: ServerProcess, what: string, isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 40_000; !isSo();) {
    if (Date.now() > deadline) throw new Error(`${what}: it never came; the log of the server:\n${server.log()}`);
    await setTimeout(20);
  }
}

/** Every point the server keeps, up to now. */
async function kept(server: ServerProcess): Promise<readonly string[]> {
  const token = await loginAt(server.url, "admin", "correct horse");
  const query = encodeURIComponent("vigie_perfdata_value[1h]");
  const response = await fetch(`${server.url}/api/prometheus/api/v1/query?query=${query}`, {
    headers: { "X-AUTH-TOKEN": token },
  });
  const answer = (await response.json()) as {
    readonly data: {
      readonly result: readonly { readonly metric: object; readonly values: readonly [number, string][] }[];
    };
  };
  return distinct(
    answer.data.result.flatMap(({ metric, values }) => {
      const series = Object.entries(metric)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${value}`)
        .join(",");
      return values.map(([time, value]) => ({ series, timeMs: time * 1000, value: Number(value) }));
    }),
  );
}

it(
  "no point is missing at the receiver after kill -9 of the server while it sends",
  { concurrent: true, timeout: 180_000 },
  async (test) => {
    const { folder, receiver, configure, start } = await openScene(test);
    const accepted = (): ReadonlySet<string> => new Set(distinct(receiver.accepted()));
    configure(`remote_write:\n  - url: ${receiver.url}\n    secret_headers:\n      Authorization: token\n`);
    for (const status of [0, 204, 503, 0]) {
      receiver.answerNext(204);
      receiver.answerNext(status);
      const before = receiver.writes.length;
      const killed = await start();
      await until(killed, "a second request", () => receiver.writes.length > before + 1);
      await killed.kill();
    }
    const server = await start();
    await until(server, "a request", () => receiver.accepted().length > 0);

    const points = await kept(server);
    await until(server, "every point", () => accepted().isSupersetOf(new Set(points)));

    // Enough that a loss would show.
    expect(points.length).toBeGreaterThan(50);
    expect(receiver.writes[0]!.headers["authorization"]).toBe("Bearer s3cret");
    const position = join(
      folder,
      "data/metrics/remote-write",
      `${encodeURIComponent(new URL(receiver.url).host)}.json`,
    );
    expect(readFileSync(position, "utf8")).toContain('"position"');
  },
);

it(
  "names what it lost and what does not work, and follows reloads",
  { concurrent: true, timeout: 180_000 },
  async (test) => {
    const { folder, receiver, configure, start } = await openScene(test);
    configure("");
    expect(await (await start()).stop()).toBe(0);
    rmSync(join(folder, "data/metrics"), { recursive: true });
    // Ids are given in the order of the file.
    const old = Math.floor(Date.now() / 1000) - 7_200;
    let now = old;
    const writer = openWriter(join(folder, "data/metrics"), () => now);
    // Each in a segment of its own; the first ended long ago.
    for (; now <= old + 7_200; now += 3_600)
      writer.accept(batchOf([{ key: serviceKey(1, 1), at: now, state: 0, perfdata: "at=1s" }]));
    writer.close();
    const other = await startRemoteWriteReceiver();

    configure(`remote_write:\n  - url: ${receiver.url}\n    name: far\n    buffer: 10m\n`);
    const server = await start();
    const iso = new Date(old * 1000).toISOString().slice(0, 19);
    await until(server, "the loss", () => server.log().includes("remote write to far lost 2 points, of "));
    expect(server.log()).toContain(`lost 2 points, of ${iso}`);
    expect(await problems(server)).toEqual([]);

    receiver.answerAll(503);
    await until(server, "the failure", () => server.log().includes("remote write to far does not work: HTTP 503"));
    expect(await problems(server)).toMatchObject([{ part: "remote_write", code: "remote-write-failing" }]);
    expect(await targets(server)).toMatchObject([{ name: "far", is_failing: true, refused: 0, lost: 2 }]);
    receiver.answerAll(204);
    await until(server, "the recovery", () => server.log().includes("remote write to far works again"));
    expect(await problems(server)).toEqual([]);

    configure(
      `remote_write:\n  - url: ${other.url}\n    labels: {site: paris}\n    keep: {service_description: service-3}\n`,
    );
    server.signal("SIGHUP");
    await until(server, "a request to the other target", () => other.accepted().length > 0);
    expect(other.accepted().every(({ series }) => /service_description=service-3,site=paris/.test(series))).toBe(true);
    const writes = receiver.writes.length;
    configure("");
    server.signal("SIGHUP");
    await until(server, "the end", () => !existsSync(join(folder, "data/metrics/remote-write")));
    expect(receiver.writes.length).toBe(writes);
    await other.stop();
  },
);

it.for([
  { is: "empty", putBack: () => {} },
  { is: "a copy of it", putBack: (copy: string, metrics: string) => renameSync(copy, metrics) },
])(
  "goes on by itself after its folder was deleted under the server and is $is, and names what was lost",
  { concurrent: true, timeout: 180_000 },
  async ({ putBack }, test) => {
    const { folder, receiver, configure, start } = await openScene(test);
    const [metrics, copy] = [join(folder, "data/metrics"), join(folder, "copy")];
    configure(`remote_write:\n  - url: ${receiver.url}\n    name: far\n`);
    const server = await start();
    await until(server, "a request", () => receiver.accepted().length > 0);
    cpSync(metrics, copy, { recursive: true });
    receiver.answerAll(503);
    await until(server, "the failure", () => server.log().includes("remote write to far does not work: HTTP 503"));

    renameSync(metrics, join(folder, "deleted"));
    rmSync(join(folder, "deleted"), { recursive: true });
    const deletedMs = Date.now();
    putBack(copy, metrics);
    receiver.answerAll(204);
    await until(server, "a point from after it", () =>
      receiver.accepted().some(({ timeMs }) => timeMs > deletedMs + 1_000),
    );

    const lost = /remote write to far lost at least (\d+) points, of .*: the folder of the performance data was/;
    await until(server, "the loss", () => lost.test(server.log()));
    await until(server, "the recovery", () => server.log().includes("remote write to far works again"));
    expect(await problems(server)).toEqual([]);
    expect(await targets(server)).toMatchObject([{ name: "far", lost: Number(lost.exec(server.log())![1]) }]);
    // Another registry may have other numbers for the same services.
    const numbers = receiver.accepted().filter(({ series }) => series.includes("metric=number"));
    expect(new Set(numbers.map(({ series }) => series)).size).toBe(SERVICES.length);
    for (const { series, value } of numbers) expect(series).toContain(`service_description=service-${value}`);
  },
);

async function targets(server: ServerProcess): Promise<unknown> {
  const token = await loginAt(server.url, "admin", "correct horse");
  const response = await fetch(`${server.url}/api/metrics/status`, { headers: { "X-AUTH-TOKEN": token } });
  return ((await response.json()) as { readonly remote_write: unknown }).remote_write;
}

const problems = async (server: ServerProcess): Promise<unknown> =>
  ((await (await fetch(`${server.url}/api/health`)).json()) as { readonly problems: unknown }).problems;
