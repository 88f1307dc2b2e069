import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  startRemoteWriteReceiver,
  type ReceivedPoint,
  type RemoteWriteReceiver,
} from "../../../../test/support/remote-write-receiver.ts";
import { createSentSeries, distinct, NAMES, type SentSeries } from "../../../../test/timeseries/sent-series.ts";
import { segmentsIn } from "../log/segments.ts";
import type { RemoteTarget } from "./remote-target.ts";

const START = Date.UTC(2026, 10, 29, 10) / 1000;

let receiver: RemoteWriteReceiver;
let scene: SentSeries;
let sent: ReceivedPoint[];
beforeEach(async () => {
  receiver = await startRemoteWriteReceiver();
  sent = [];
});
afterEach(async () => {
  scene.remove();
  await receiver.stop();
});

const open = (target: Partial<RemoteTarget> = {}): void => {
  scene = createSentSeries({ url: receiver.url, ...target }, START);
};
/** Results of all resources, one in `seconds`. */
const measure = (times: number, seconds = 5): readonly ReceivedPoint[] => {
  const points: ReceivedPoint[] = [];
  for (let time = 0; time < times; time++) {
    points.push(...scene.measure());
    scene.clock.now += seconds;
  }
  sent.push(...points);
  return points;
};

it("sends values and states once, in the order of the results, at most 10,000 points a request", async () => {
  open({ labels: { site: "paris" } });
  measure(400);
  await scene.send();
  measure(3);
  await scene.send();

  const expected = sent.map(({ series, ...point }) => ({
    ...point,
    series: series.replace(/(,unit|$)/, ",site=paris$1"),
  }));
  expect(distinct(receiver.accepted())).toEqual(distinct(expected));
  expect(receiver.accepted()).toHaveLength(sent.length);
  expect(receiver.writes.map(({ points }) => points.length)).toEqual([9_999, 9_999, 4_002, 180]);
  expect(receiver.writes[0]!.headers).toMatchObject({
    "content-type": "application/x-protobuf",
    "content-encoding": "snappy",
    "x-prometheus-remote-write-version": "0.1.0",
    "x-token": "s3cret-token",
  });
});

it("has every point at the target after it answered with errors, broke connections and was gone", async () => {
  open();
  receiver.answerNext(0);
  receiver.answerNext(503, "starting; your token is s3cret-token");
  receiver.answerNext(302, "", { location: receiver.url });
  measure(20);
  await scene.send(60);
  const port = Number(new URL(receiver.url).port);
  await receiver.stop();
  // More than an hour.
  measure(800);
  await scene.send(60);
  const accepted = [...receiver.accepted()];
  receiver = await startRemoteWriteReceiver(port);
  measure(10);
  scene.clock.now += 60;
  await scene.send();

  expect(distinct([...accepted, ...receiver.accepted()])).toEqual(distinct(sent));
  expect(scene.reports).toEqual([
    { kind: "failing", reason: "HTTP 503 starting; your token is ***" },
    { kind: "working" },
    { kind: "failing", reason: expect.any(String) },
    { kind: "working" },
  ]);
});

it("waits for as long as Retry-After says, and longer each time without it", async () => {
  open();
  measure(1);
  const waits: number[] = [];
  const attempt = async (): Promise<void> => {
    const at = scene.clock.now;
    const before = receiver.writes.length;
    while (receiver.writes.length === before) scene.clock.now += await scene.sender().step();
    waits.push(Math.round(scene.clock.now - at));
  };
  receiver.answerNext(429, "", { "retry-after": "90" });
  receiver.answerNext(503);
  receiver.answerNext(500);
  for (let time = 0; time < 4; time++) await attempt();

  // The time that is left of the wait for the attempt after it is in each sum.
  expect(waits).toEqual([15, 77, 4, 5]);
  expect(distinct(receiver.accepted())).toEqual(distinct(sent));
});

it("drops what is refused, says so once, and goes on", async () => {
  open();
  receiver.answerAll(400);
  const refused = measure(1);
  await scene.send();
  measure(1);
  await scene.send();
  receiver.answerAll(204);
  const taken = measure(1);
  await scene.send();

  expect(distinct(receiver.accepted())).toEqual(distinct(taken));
  expect(scene.reports).toEqual([{ kind: "refused", points: refused.length, reason: "HTTP 400" }]);
  expect(scene.sender().counts).toMatchObject({ refused: 2 * refused.length, points: taken.length, lost: 0 });
});

it("loses few points of a request that is refused for one of them", async () => {
  open();
  measure(300);
  // The request, its first piece of 999 points, and the first piece of that.
  for (let time = 0; time < 3; time++) receiver.answerNext(400, "out of order sample");
  await scene.send();

  expect(scene.sender().counts).toMatchObject({ points: 18_000 - 99, refused: 99 });
  expect(receiver.accepted()).toHaveLength(18_000 - 99);
  expect(scene.reports).toEqual([{ kind: "refused", points: 99, reason: "HTTP 400 out of order sample" }]);
});

it("repeats a request whose answer it never saw with the same points", async () => {
  open();
  measure(5);
  const answer = scene.sender().step();
  scene.sender().close();
  await answer;
  measure(5);
  scene.restart();
  await scene.send();

  expect(receiver.writes.map(({ points }) => points.length)).toEqual([300, 300, 300]);
  expect(receiver.writes[1]!.points).toEqual(receiver.writes[0]!.points);
  expect(distinct(receiver.accepted())).toEqual(distinct(sent));
});

it("keeps the log for a target that is away, and loses the oldest beyond its buffer, counted and named", async () => {
  open({ buffer: { seconds: 3_600 } });
  measure(1);
  await scene.send();
  sent = [];
  receiver.answerAll(503);
  // Two hours, in segments of five minutes.
  for (let minute = 0; minute < 120; minute++) {
    measure(1, 60);
    await scene.send(1);
    // Everything is in the files of the days: without the target, the log would not be needed.
    scene.writer().sweep(1);
  }
  receiver.answerAll(204);
  scene.clock.now += 60;
  await scene.send(60);

  const got = receiver.accepted().slice(60);
  const lost = sent.length - got.length;
  expect(distinct([...got])).toEqual(distinct(sent.slice(lost)));
  expect(scene.reports).toEqual([
    { kind: "failing", reason: "HTTP 503" },
    { kind: "losing" },
    { kind: "working" },
    { kind: "lost", loss: { points: lost, from: sent[0]!.timeMs / 1000, to: sent[lost - 1]!.timeMs / 1000 } },
  ]);
  expect(scene.sender().counts.lost).toBe(lost);
  // No more than the buffer and a segment stay: an hour and five minutes of 60 points a minute.
  expect(got.length).toBeGreaterThanOrEqual(58 * 60);
  expect(got.length).toBeLessThanOrEqual(67 * 60);
  scene.writer().sweep(1);
  scene.writer().sweep(1);
  expect(segmentsIn(scene.writer().folder.log)).toHaveLength(1);
});

it("knows after a restart what was lost before it", async () => {
  open({ buffer: { seconds: 600 } });
  receiver.answerAll(500);
  for (let minute = 0; minute < 30; minute++) {
    measure(1, 60);
    await scene.send(1);
  }
  scene.restart();
  receiver.answerAll(204);
  scene.clock.now += 60;
  await scene.send(60);

  const lost = sent.length - receiver.accepted().length;
  expect(lost).toBeGreaterThan(0);
  expect(scene.reports.at(-1)).toMatchObject({ kind: "lost", loss: { points: lost, from: START } });
});

it("begins with what there is when the log that its position is in is no more", async () => {
  open();
  for (let segment = 0; segment < 4; segment++) measure(1, 301);
  await scene.send();
  for (const { path } of segmentsIn(scene.writer().folder.log)) rmSync(path);
  scene.restart();
  const first = measure(1);
  await scene.send();
  const second = measure(1);
  await scene.send();

  expect(receiver.writes.slice(1).map(({ points }) => distinct(points))).toEqual([distinct(first), distinct(second)]);
  expect(scene.reports).toEqual([{ kind: "log-replaced", loss: null }]);
});

it("counts what was not sent of a deleted log, but for what is in the log in its place", async () => {
  open();
  const leaveUnsent = async (): Promise<readonly ReceivedPoint[]> => {
    receiver.answerAll(503);
    const inRequest = measure(1);
    await scene.send(1);
    return [...inRequest, ...measure(2)];
  };
  await leaveUnsent();
  const moved = scene.sender().abandon();
  scene.restart();
  receiver.answerAll(204);
  await scene.send(60);
  expect(receiver.accepted()).toHaveLength(sent.length);
  const unsent = await leaveUnsent();
  for (const { path } of segmentsIn(scene.writer().folder.log)) rmSync(path);
  const deleted = scene.sender().abandon();

  expect(moved).toBeNull();
  const [from, to] = [unsent[0]!.timeMs / 1000, unsent.at(-1)!.timeMs / 1000];
  expect(deleted).toEqual({ points: unsent.length, from, to });
  expect(scene.sender().counts.lost).toBe(unsent.length);
});

it("sends what keep and drop leave, by the names in effect, and nothing of resources that are not configured", async () => {
  open({ keep: { host_name: "host-[12]|renamed" }, drop: { metric: "b", host_name: "host-2" } });
  measure(1);
  await scene.send();
  scene.restart(
    NAMES.filter(({ name }) => name !== "host-1").map((each) =>
      each.name === "host-2" ? { ...each, name: "renamed" } : each,
    ),
  );
  measure(1);
  await scene.send();

  expect(receiver.writes.map(({ points }) => points.map(({ series }) => series))).toEqual([
    [
      "__name__=vigie_service_state,host_name=host-1,service_description=load",
      "__name__=vigie_perfdata_value,host_name=host-1,metric=a,service_description=load,unit=s",
      "__name__=vigie_perfdata_value,host_name=host-1,metric=b,service_description=load",
      "__name__=vigie_service_state,host_name=host-2,service_description=load",
      "__name__=vigie_perfdata_value,host_name=host-2,metric=a,service_description=load,unit=s",
    ],
    [
      "__name__=vigie_service_state,host_name=renamed,service_description=load",
      "__name__=vigie_perfdata_value,host_name=renamed,metric=a,service_description=load,unit=s",
      "__name__=vigie_perfdata_value,host_name=renamed,metric=b,service_description=load",
    ],
  ]);
});
