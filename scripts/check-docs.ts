import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

// Checks that every path named in the documents exists: targets of links, and `code` that looks like a path of this
// repository.
const root = resolve(import.meta.dirname, "..");
const documents = globSync(["*.md", "docs/**/*.md", "bench/*.md"], { cwd: root });
const PATH_IN_CODE = /`((?:\.ci|bench|bin|config|contrib|docs|scripts|src|test)\/[\w./<>*-]*)`/g;
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g;

const missing: string[] = [];
for (const document of documents) {
  const lines = readFileSync(join(root, document), "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    const named = [
      ...[...line.matchAll(PATH_IN_CODE)].map((match) => join(root, match[1]!)),
      ...[...line.matchAll(LINK)].map((match) => join(root, dirname(document), match[1]!)),
    ];
    for (const path of named) {
      if (!exists(path)) missing.push(`${document}:${index + 1}: ${path.slice(root.length + 1)} does not exist`);
    }
  }
}

/** True if the path exists; `<kind>` and `*` match any name. */
function exists(path: string): boolean {
  return /[<*]/.test(path) ? globSync(path.replaceAll(/<[^>]*>/g, "*")).length > 0 : existsSync(path);
}

process.stdout.write(
  missing.length > 0 ? `${missing.join("\n")}\n` : `${documents.length} documents; all paths in them exist\n`,
);
process.exitCode = missing.length > 0 ? 1 : 0;
