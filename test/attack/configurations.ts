import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readConfiguration, type Configuration } from "../../src/app/configuration/configuration.ts";
import { problemText } from "../../src/config/objects/summary.ts";
import { KINDS } from "../configurations/kinds.ts";
import { createRandom } from "../support/random.ts";
import { mutate, type ConfigurationFiles } from "./mutate-configuration.ts";

/** What happened to the mutated configurations. `slowestMs`: the longest reading of one. */
export interface ConfigurationCounts {
  readonly configurations: number;
  readonly accepted: number;
  readonly refused: number;
  readonly errors: number;
  readonly slowestMs: number;
}

/** Longest time that a mutated configuration of a few hundred lines may take. */
const MAX_MS = 5_000;

/**
 * Reads `size` (5,000 in full) randomly mutated configurations. Throws, with the seed and the files of the
 * configuration, if reading throws, takes too long, gives neither objects nor errors, or gives an error without a file
 * and a line, with a stack, or of several lines.
 */
export async function attackConfigurations(size: number, seed = 1): Promise<ConfigurationCounts> {
  const originals = KINDS.map(({ folder }) => readFiles(join(import.meta.dirname, "../configurations", folder)));
  const counts = { configurations: 0, accepted: 0, refused: 0, errors: 0, slowestMs: 0 };
  for (let index = 0; index < size; index += 1) {
    const random = createRandom(seed * 1_000_003 + index);
    const files = mutate(random.from(originals), originals, random);
    const started = performance.now();
    const configuration = read(files, `seed ${seed}, configuration ${index}`);
    counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - started));
    counts.configurations += 1;
    counts[configuration.accepted === null ? "refused" : "accepted"] += 1;
    counts.errors += configuration.errors.length;
    // Lets the caller's timers run.
    if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return counts;
}

function readFiles(folder: string): ConfigurationFiles {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), readFileSync(path, "latin1"));
  }
  return files;
}

function read(files: ConfigurationFiles, name: string): Configuration {
  const folder = mkdtempSync(join(tmpdir(), "vigie-attack-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, "latin1");
    }
    const started = performance.now();
    const configuration = readConfiguration(folder, { known: [], pollerGroups: [] }, null, { isVerbose: true });
    const wrong = faultOf(configuration, performance.now() - started);
    if (wrong !== null) throw new Error(wrong);
    return configuration;
  } catch (error) {
    const texts = [...files].map(([path, text]) => `--- ${path}\n${text.slice(0, 20_000)}`);
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}\n${texts.join("\n")}`, {
      cause: error,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is wrong with the outcome; null if nothing is. */
function faultOf({ accepted, errors, warnings, summary }: Configuration, ms: number): string | null {
  if (ms > MAX_MS) return `it took ${Math.round(ms)} ms`;
  if ((accepted === null) !== errors.length > 0) return `accepted: ${accepted !== null}, ${errors.length} errors`;
  if (/\n\s+at /.test(summary)) return `the summary has a stack: ${summary}`;
  for (const problem of [...errors, ...warnings]) {
    const text = problemText(problem);
    if (problem.file === "" || (problem.line < 1 && !CONCERNS_FILE.test(problem.message)))
      return `a problem without file and line: ${text}`;
    if (problem.message.includes("\n")) return `a problem of several lines: ${JSON.stringify(text)}`;
  }
  return null;
}

/** Problems of a whole file or folder, which have no line. */
const CONCERNS_FILE = /no main file|cannot be read|does not exist|is not a file|larger than|whole|already been read/;
