import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTimeSeries } from "../../src/data/timeseries/create-time-series.ts";
import type { RemoteSource } from "../../src/data/timeseries/remote-read/remote-source.ts";
import { withRemoteReads } from "../../src/data/timeseries/remote-read/with-remote-reads.ts";
import { encodeLabels } from "../../src/data/timeseries/remote-write/protobuf.ts";
import { bodyOf } from "../../src/data/timeseries/remote-write/post-points.ts";
import type { BucketAnswer, TimeSeries } from "../../src/data/timeseries/time-series.ts";
import { silentLog } from "../../src/lib/log.ts";
import { newState } from "../../src/model/initial-state.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import type { StateCode } from "../../src/model/resource-state.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { startHttpReceiver, type HttpReceiver } from "../support/http-receiver.ts";
import { PROMETHEUS } from "../support/installed-prometheus.ts";
import { stateWith } from "../support/state-with.ts";
import { startPrometheus } from "./prometheus.ts";
import { startVictoriaMetrics, VICTORIA_METRICS } from "./victoria-metrics.ts";

const KEY = serviceKey(1, 1);
const NAMES = { host_name: "web-01", service_description: 'Disk "C:\\" a.b' };
const INTERVAL = 60;
const COUNT = 60;
const START = Math.floor(Date.now() / 1000 / 600) * 600 - COUNT * INTERVAL;

let folder: string;
let local: TimeSeries;
let stop: () => Promise<void>;
beforeEach(() => {
  stop = async () => {};
  folder = mkdtempSync(join(tmpdir(), "vigie-remote-read-"));
  local = startTimeSeries({
    folder: join(folder, "metrics"),
    settings: { rawDays: 35, hoursDays: 400, daysYears: 10, maxBytes: null, limits: { perResource: 10, total: 1_000 } },
    clock: createFakeClock(START),
    log: silentLog,
    events: { nameOf: () => "service web/Disk", tooManyMetrics: () => {}, valuesLost: () => {} },
    states: () => [],
    keepLogFrom: Infinity,
  });
});
afterEach(async () => {
  await local.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Point {
  readonly at: number;
  readonly state: StateCode;
  readonly values: Readonly<Record<string, number>>;
}

/** A gauge with a gap, one with a dot in its label, and a counter that restarts at the border of a bucket. */
const POINTS: readonly Point[] = Array.from({ length: COUNT }, (_, index) => ({
  at: START + index * INTERVAL + (index % 7),
  state: (index % 10 === 0 ? 2 : index % 3 === 0 ? 1 : 0) as StateCode,
  values: {
    ...(index < 20 || index > 34 ? { "used|x": Math.round(Math.sin(index) * 1e6) } : {}),
    "a.b": index / 8,
    hits: index < 30 ? index * 11 : (index - 30) * 5,
  },
}));
const UNITS: Readonly<Record<string, string>> = { "used|x": "B", "a.b": "", hits: "c" };

function measure(): void {
  for (const { at, state, values } of POINTS) {
    const perfdata = Object.entries(values)
      .map(([label, value]) => `'${label}'=${value}${UNITS[label]};1;2`)
      .join(" ");
    local.accept(KEY, stateWith(newState(0), { lastCheck: at, state, perfdata }));
  }
}

async function send(writeUrl: string, labels: Readonly<Record<string, string>>): Promise<void> {
  const of = (name: string, more: Readonly<Record<string, string>>, value: (point: Point) => number | undefined) => {
    const points = POINTS.filter((point) => value(point) !== undefined);
    return {
      labels: encodeLabels({ __name__: name, ...NAMES, ...more, ...labels }),
      timesMs: points.map(({ at }) => at * 1000),
      values: points.map((point) => value(point)!),
    };
  };
  const response = await fetch(writeUrl, {
    method: "POST",
    headers: { "Content-Type": "application/x-protobuf", "Content-Encoding": "snappy" },
    body: bodyOf([
      of("vigie_service_state", {}, ({ state }) => state),
      ...Object.entries(UNITS).map(([metric, unit]) =>
        of("vigie_perfdata_value", { metric, unit }, ({ values }) => values[metric]),
      ),
      // Another resource, and another server's series of the same name.
      {
        labels: encodeLabels({ __name__: "vigie_perfdata_value", host_name: "web-01", metric: "a.b" }),
        timesMs: [START * 1000],
        values: [99],
      },
    ]),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

const reading = (source: RemoteSource): TimeSeries =>
  withRemoteReads(local, { source: () => source, labelsOf: () => NAMES, intervalOf: () => INTERVAL });

const read = (series: TimeSeries, isLocal: boolean, width: number, from = START): Promise<BucketAnswer> =>
  series.readBuckets({ of: [{ key: KEY }], from, to: START + COUNT * INTERVAL, width, isLocal });

/** Both answers, with values that may differ in their last digits rounded. */
const rounded = ({ series, resources, ...answer }: BucketAnswer) => ({
  ...answer,
  level: "",
  resources,
  series: series.map((resource) => ({
    ...resource,
    metrics: resource.metrics.map((metric) => ({
      ...metric,
      average: Array.from(metric.average, (value) => Number(value.toPrecision(10))),
      // By the times of the points here, by whole buckets there.
      perSecond: metric.perSecond === null,
    })),
  })),
});

async function mustAnswerAlike(url: string, labels: Readonly<Record<string, string>>): Promise<void> {
  const series = reading({ url, labels, headers: async () => ({ headers: {}, secrets: [] }) });
  for (const [width, from] of [
    [600, START],
    [12, START],
    [5, START + 1_234],
  ] as const) {
    const [kept, remote] = [await read(series, true, width, from), await read(series, false, width, from)];
    expect([kept.level, remote.level]).toEqual(["raw", "remote"]);
    expect(rounded(remote), `width ${width}`).toEqual(rounded(kept));
  }
}

describe.skipIf(PROMETHEUS === undefined)("a real Prometheus", () => {
  it("gives the buckets that are kept here, also of a label that is added", async () => {
    const prometheus = await startPrometheus();
    ({ stop } = prometheus);
    measure();
    await send(prometheus.writeUrl, { site: "paris" });
    await send(prometheus.writeUrl, { site: "rome" });

    await mustAnswerAlike(prometheus.writeUrl.replace("/api/v1/write", ""), { site: "paris" });
  }, 180_000);
});

describe.skipIf(VICTORIA_METRICS === undefined)("a real VictoriaMetrics", () => {
  it("gives the buckets that are kept here", async () => {
    const victoriaMetrics = await startVictoriaMetrics();
    ({ stop } = victoriaMetrics);
    measure();
    await send(victoriaMetrics.writeUrl, {});
    await victoriaMetrics.points();

    await mustAnswerAlike(victoriaMetrics.writeUrl.replace("/api/v1/write", "/prometheus"), {});
  }, 180_000);
});

describe("a server that fails is named with the reason, and what is kept here can still be read", () => {
  let receiver: HttpReceiver;
  beforeEach(async () => {
    receiver = await startHttpReceiver();
    stop = () => receiver.stop();
    measure();
  });
  const headers = async () => ({ headers: { authorization: "Bearer s3cret-token" }, secrets: ["s3cret-token"] });
  const failing = async (): Promise<string> =>
    read(reading({ url: receiver.url, labels: {}, headers }), false, 10).then(
      () => "answered",
      (error: { readonly code: string; readonly message: string }) => `${error.code} ${error.message}`,
    );

  it.each([
    [503, "overloaded, says s3cret-token", {}, /HTTP 503 overloaded, says (?!s3cret)/],
    [302, "", { location: "http://127.0.0.1:9/" }, /HTTP 302/],
    [200, "<html>", {}, /it did not answer as Prometheus does/],
    [200, '{"data":{"result":[{"metric":{},"values":7}]}}', {}, /it did not answer as Prometheus does/],
    [200, " ".repeat(5 * 1024 * 1024), {}, /its answer has more than 4 MB/],
  ] as const)("%i %.20s", async (status, body, more, reason) => {
    for (let time = 0; time < 8; time++) receiver.answerNext(status, body, more);

    const message = await failing();

    expect(message).toMatch(reason);
    expect(message).toContain(`metrics-source-failed Performance data is read from ${receiver.url}, which failed: `);
    expect(message).not.toContain("s3cret");
    expect(receiver.requests[0]).toMatchObject({
      method: "POST",
      path: "/api/v1/query_range",
      headers: { authorization: "Bearer s3cret-token" },
    });
    const series = reading({ url: receiver.url, labels: {}, headers });
    expect((await read(series, true, 10)).level).toBe("raw");
  });

  it("nobody listens", async () => {
    await receiver.stop();

    expect(await failing()).toContain("ECONNREFUSED");
    receiver = await startHttpReceiver();
  });
});
