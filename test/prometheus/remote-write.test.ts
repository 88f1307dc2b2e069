import { afterEach, describe, expect, it } from "vitest";
import { createSentSeries, distinct, type SentSeries } from "../timeseries/sent-series.ts";
import type { ReceivedPoint } from "../support/remote-write-receiver.ts";
import { PROMETHEUS } from "../support/installed-prometheus.ts";
import { startVictoriaMetrics, VICTORIA_METRICS } from "./victoria-metrics.ts";
import { startPrometheus, type Prometheus } from "./prometheus.ts";

const START = Math.floor(Date.now() / 1000) - 1_800;

let scene: SentSeries;
let stop: () => Promise<void>;
afterEach(async () => {
  scene.remove();
  await stop();
});

describe.skipIf(PROMETHEUS === undefined)("a real Prometheus", () => {
  it("has every point after it was away, and after a sender that was killed with its answer under way", async () => {
    const prometheus = await startPrometheus();
    ({ stop } = prometheus);
    scene = createSentSeries({ url: prometheus.writeUrl }, START);
    const sent: ReceivedPoint[] = [];
    const measure = (times: number): void => {
      for (let time = 0; time < times; time++) {
        sent.push(...scene.measure());
        scene.clock.now += 5;
      }
    };

    measure(10);
    await scene.send();
    await prometheus.halt();
    measure(20);
    await scene.send(10);
    expect(scene.reports).toMatchObject([{ kind: "failing" }]);
    await prometheus.resume();
    measure(20);
    scene.clock.now += 60;
    await scene.send();
    measure(10);
    // Accepted, but the sender never hears of it; afterwards there is more to send.
    const answer = scene.sender().step();
    scene.sender().close();
    await answer;
    measure(10);
    scene.restart();
    await scene.send();

    expect(await pointsIn(prometheus)).toEqual(distinct(sent));
    expect(scene.reports.map(({ kind }) => kind)).toEqual(["failing", "working", "refused-again"]);
  });
});

describe.skipIf(VICTORIA_METRICS === undefined)("a real VictoriaMetrics", () => {
  it("has every point, also of requests that it got twice", async () => {
    const victoriaMetrics = await startVictoriaMetrics();
    ({ stop } = victoriaMetrics);
    scene = createSentSeries({ url: victoriaMetrics.writeUrl, labels: { site: "paris" } }, START);
    const sent: ReceivedPoint[] = [];
    const measure = (times: number): void => {
      for (let time = 0; time < times; time++) {
        sent.push(...scene.measure());
        scene.clock.now += 5;
      }
    };

    measure(200);
    await scene.send();
    measure(10);
    const answer = scene.sender().step();
    scene.sender().close();
    await answer;
    measure(10);
    scene.restart();
    await scene.send();

    const named = sent.map((point) => ({ ...point, series: point.series.replace(/(,unit|$)/, ",site=paris$1") }));
    expect(distinct(await victoriaMetrics.points())).toEqual(distinct(named));
    expect(scene.reports).toEqual([]);
  });
});

/** Every point that is stored, as `distinct` writes them. */
async function pointsIn(server: Prometheus): Promise<readonly string[]> {
  const answer = await server.ask("query", { query: '{__name__=~"vigie_.*"}[1d]' });
  if (answer.status !== "success" || answer.data.resultType !== "matrix") throw new Error(JSON.stringify(answer));
  return answer.data.result
    .flatMap(({ metric, values }) => {
      const series = Object.entries(metric)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${value}`)
        .join(",");
      return values.map(([time, value]) => `${series} ${time * 1000} ${Number(value)}`);
    })
    .sort();
}
