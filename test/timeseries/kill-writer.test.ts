import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { killWriter } from "./kill-writer.ts";

it("keeps every confirmed value over kills at any moment", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "vigie-series-kill-"));
  try {
    const { confirmed, days, faults } = await killWriter(folder, 15, Math.random);

    expect(faults).toEqual([]);
    expect(confirmed).toBeGreaterThan(1_000);
    expect(days).toBeGreaterThan(15);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
