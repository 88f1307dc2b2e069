import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { importedFile, SOURCE, sourcePath } from "./wings.ts";

// npm run lint: no cyclic imports between the folders of src/, type imports included. A folder and its subfolders count
// as one.

const IMPORT = /(?:from|import|import\()\s*"(\.[^"]+)"/g;

const importsByFolder = new Map<string, Map<string, string>>();
for (const file of globSync("**/*.ts", { cwd: SOURCE })) {
  if (!/\.(test|fixture)\.ts$/.test(file)) addImports(file);
}

const cycle = findCycle();
if (cycle === null) console.log(`${importsByFolder.size} folders, no cycle`);
else {
  console.error(`folders form a cycle:\n${cycle.join("\n")}`);
  process.exitCode = 1;
}

function addImports(file: string): void {
  const from = dirname(file);
  for (const [, specifier] of readFileSync(join(SOURCE, file), "utf8").matchAll(IMPORT)) {
    const imported = sourcePath(importedFile(join(SOURCE, file), specifier!)!);
    if (imported === null) continue;
    const to = dirname(imported);
    if (isInside(from, to) || isInside(to, from)) continue;
    const known = importsByFolder.get(from) ?? new Map<string, string>();
    importsByFolder.set(from, known.set(to, `  ${file} -> ${imported}`));
  }
}

function isInside(folder: string, other: string): boolean {
  return `${folder}/`.startsWith(`${other}/`);
}

/** The imports of the first cycle found. */
function findCycle(): readonly string[] | null {
  const done = new Set<string>();
  const visit = (folder: string, path: readonly string[], imports: readonly string[]): readonly string[] | null => {
    if (path.includes(folder)) return imports.slice(path.indexOf(folder));
    if (done.has(folder)) return null;
    for (const [to, line] of importsByFolder.get(folder) ?? []) {
      const found = visit(to, [...path, folder], [...imports, line]);
      if (found !== null) return found;
    }
    done.add(folder);
    return null;
  };
  for (const folder of importsByFolder.keys()) {
    const found = visit(folder, [], []);
    if (found !== null) return found;
  }
  return null;
}
