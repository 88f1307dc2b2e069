import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "../support/random.ts";
import type { AttackOutcome, AttackPart, AttackSize } from "./attack-part.ts";

/** Runs a part in a folder of its own. What it throws is a failure. */
export async function runPart(part: AttackPart, size: AttackSize, seed: number): Promise<AttackOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "vigie-attack-"));
  try {
    return await part.run({ size, random: createRandom(seed), folder });
  } catch (error) {
    return { counts: {}, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
