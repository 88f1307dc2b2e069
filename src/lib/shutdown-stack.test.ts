import { pino } from "pino";
import { expect, test } from "vitest";
import { createShutdownStack } from "./shutdown-stack.ts";

const NEVER = (): Promise<void> => new Promise(() => {});

test("a step that never ends is named, and the others still run, in reverse order, within the limit of all", async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) });
  const stops = createShutdownStack(log, { stepMs: 300, totalMs: 400, lateMs: 100 });
  const order: string[] = [];
  stops.add("first", async () => void order.push("first"));
  for (const name of ["store", "history", "series"])
    stops.add(name, () => {
      order.push(name);
      return NEVER();
    });
  stops.add("last", () => void order.push("last"));
  const begun = performance.now();

  await stops.run();

  expect(order).toEqual(["last", "series", "history", "store", "first"]);
  expect(lines).toEqual([
    "series: did not stop within 0.3 s",
    "history: did not stop within 0.1 s",
    "store: did not stop within 0.1 s",
  ]);
  expect(performance.now() - begun).toBeLessThan(5000);
});
