import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { consoleApi, hashOf } from "./support/console-api.ts";

// npm run console:api-types: writes console/src/data/api-types.ts, the types of the server's own API, from its OpenAPI
// document. The generator needs an older TypeScript than the project has, so that npm runs it in an empty folder.

const TARGET = resolve(import.meta.dirname, "../../console/src/data/api-types.ts");

const folder = mkdtempSync(join(tmpdir(), "vigie-api-types-"));
try {
  const document = await consoleApi();
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(document));
  const packages = ["--package=typescript@5.9.3", "--package=openapi-typescript@7.13.0"];
  execFileSync("npm", ["exec", "--yes", ...packages, "--", "openapi-typescript", "openapi.json", "-o", "types.ts"], {
    cwd: folder,
    stdio: "inherit",
  });
  const types = readFileSync(join(folder, "types.ts"), "utf8").replace(/^\/\*\*.*?\*\/\n/s, "");
  const head = `// Made by npm run console:api-types from the OpenAPI document ${hashOf(document)}.\n\n`;
  writeFileSync(TARGET, head + types);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
execFileSync("npx", ["oxfmt", TARGET], { stdio: "inherit" });
