import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createRandom } from "../support/random.ts";
import { damageFiles, writeTemplate } from "./damage-files.ts";

it("reads nothing wrong from damaged files, and opens with any of them", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "vigie-series-damage-"));
  try {
    writeTemplate(join(folder, "template"));

    const { tries, values, faults } = damageFiles(join(folder, "template"), folder, 150, createRandom(20_261_129));

    expect(faults).toEqual([]);
    expect(values / tries).toBeGreaterThan(20 * 300);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
