import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { importedFile, SOURCE, sourcePath } from "./wings.ts";

// npm run check-folders: no circle of folders in src/, type imports included. A folder and those inside it are one room.

const IMPORT = /(?:from|import|import\()\s*"(\.[^"]+)"/g;

const arrows = new Map<string, Map<string, string>>();
for (const file of globSync("**/*.ts", { cwd: SOURCE })) {
  if (!/\.(test|fixture)\.ts$/.test(file)) drawArrows(file);
}

const circle = findCircle();
if (circle === null) console.log(`${arrows.size} folders, no circle`);
else {
  console.error(`folders in a circle:\n${circle.join("\n")}`);
  process.exitCode = 1;
}

function drawArrows(file: string): void {
  const from = dirname(file);
  for (const [, specifier] of readFileSync(join(SOURCE, file), "utf8").matchAll(IMPORT)) {
    const imported = sourcePath(importedFile(join(SOURCE, file), specifier!)!);
    if (imported === null) continue;
    const to = dirname(imported);
    if (isInside(from, to) || isInside(to, from)) continue;
    const known = arrows.get(from) ?? new Map<string, string>();
    arrows.set(from, known.set(to, `  ${file} -> ${imported}`));
  }
}

function isInside(folder: string, other: string): boolean {
  return `${folder}/`.startsWith(`${other}/`);
}

/** The imports that close the first circle found. */
function findCircle(): readonly string[] | null {
  const done = new Set<string>();
  const visit = (folder: string, path: readonly string[], imports: readonly string[]): readonly string[] | null => {
    if (path.includes(folder)) return imports.slice(path.indexOf(folder));
    if (done.has(folder)) return null;
    for (const [to, line] of arrows.get(folder) ?? []) {
      const found = visit(to, [...path, folder], [...imports, line]);
      if (found !== null) return found;
    }
    done.add(folder);
    return null;
  };
  for (const folder of arrows.keys()) {
    const found = visit(folder, [], []);
    if (found !== null) return found;
  }
  return null;
}
