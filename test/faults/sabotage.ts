import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// A test of the tests: the suite must fail on servers that lack one of their safeguards.

interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const ROW = "src/data/store/postgres/leadership-row.ts";

/** What is taken from the program. */
export const SABOTAGES = {
  /** Commits, renewals and new connections of a leader do not ask whether its term is over. */
  term: [
    {
      file: ROW,
      from: "`SELECT 1 FROM leadership WHERE term = ${term} FOR KEY SHARE`",
      to: "`SELECT 1 FROM leadership WHERE term >= ${term} FOR KEY SHARE`",
    },
    {
      file: ROW,
      from: "`UPDATE leadership SET ${OWN_SESSION} WHERE term = $1`",
      to: "`UPDATE leadership SET ${OWN_SESSION} WHERE term >= $1`",
    },
    {
      file: ROW,
      from: "lease_seconds = $4\n      WHERE term = $1`,",
      to: "lease_seconds = $4\n      WHERE term >= $1`,",
    },
  ],
  /** A leader sends without asking for its deadline. */
  deadline: [
    {
      file: "src/cluster/leadership/lease.ts",
      from: "!isLost && isWithin(renewedAt, readMoment(), heldSeconds());",
      to: "!isLost;",
    },
  ],
  /** A poller is told what was taken, not what is stored. */
  welcome: [
    {
      file: "src/cluster/door/poller-connection.ts",
      from: "    const seen = this.#parts.seenOf(poller, this.#epoch);",
      to: "    const seen = Math.max(this.#parts.seenOf(poller, this.#epoch), takenOf.get(this.#epoch) ?? 0);",
    },
    {
      file: "src/cluster/door/poller-connection.ts",
      from: "    const number = this.#numbers.last;\n",
      to: "    const number = this.#numbers.last;\n    takenOf.set(this.#epoch, number);\n",
    },
    {
      file: "src/cluster/door/poller-connection.ts",
      from: "const REFUSED = 4_000;\n",
      to: "const REFUSED = 4_000;\nconst takenOf = new Map<string, number>();\n",
    },
  ],
} as const satisfies Readonly<Record<string, readonly Change[]>>;

/** The rest is linked to. */
const COPIED: ReadonlySet<string> = new Set(["bin", "src"]);
const ROOT = resolve(import.meta.dirname, "../..");

/** Copies the program and changes it. Throws if what is to be changed is not there exactly once. */
export function buildSabotaged(name: keyof typeof SABOTAGES): { readonly vigie: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "vigie-sabotaged-"));
  for (const part of readdirSync(ROOT).filter((name) => !name.startsWith(".")))
    if (COPIED.has(part)) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    else symlinkSync(join(ROOT, part), join(folder, part));
  for (const { file, from, to } of SABOTAGES[name]) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} does not have exactly once: ${from}`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }
  return { vigie: join(folder, "bin/vigie"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
