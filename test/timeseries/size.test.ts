import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PERFDATA_KINDS, perfdataSource } from "../../bench/support/perfdata-kinds.ts";
import { batchOf } from "../../src/data/timeseries/measured-batch.ts";
import { serviceKey } from "../../src/model/resource-key.ts";
import { createRandom } from "../support/random.ts";
import { openWriter } from "./written-series.ts";

const SERVICES = 350;
const START = Date.UTC(2026, 10, 29) / 1000;
/** Three metrics each. */
const MIXED = ["load", "disk MiB", "http phases", "icmp", "cpu of windows", "sensors", "switch ports"];

test("a sealed day takes at most 2 bytes a value, its hours at most 850 bytes a service", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "vigie-size-"));
  const random = createRandom(20_261_129);
  const sources = Array.from({ length: SERVICES }, (_, index) =>
    perfdataSource(PERFDATA_KINDS[MIXED[index % MIXED.length]!]!, () => random.between(0, 2 ** 30) / 2 ** 30),
  );
  let now = START;
  const writer = openWriter(folder, () => now);
  for (; now < START + 86_400; now += 300) {
    const at = now;
    writer.accept(
      batchOf(sources.map((next, index) => ({ key: serviceKey(1, 1 + index), at, state: 0, perfdata: next() }))),
    );
    if (at % 1_800 === 1_500) writer.sweep(1);
  }
  now += 26 * 3_600;
  const day = writer.dayToSeal()!;
  for (const _ of writer.seal(day));
  const { values } = writer.counts;
  const bytes = statSync(writer.folder.sealedDay(day)).size;
  const { hours } = writer.folder.sizes();
  writer.close();
  rmSync(folder, { recursive: true });

  expect(values).toBeGreaterThan(SERVICES * 288 * 2.9);
  expect(bytes / values).toBeLessThanOrEqual(2);
  expect(hours / SERVICES).toBeLessThanOrEqual(850);
});
