import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// npm run console:build, and npm ci (prepare): makes console/dist/, what the browser loads, with each file also as .br
// and .gz. With --if-possible it does nothing without the packages of the build, as in an installation for production.

const ROOT = resolve(import.meta.dirname, "..");
const TARGET = join(ROOT, "console/dist");
const VITE = join(ROOT, "node_modules/.bin/vite");
/** Smaller files cost more than they save. */
const SMALLEST_BYTES = 1_024;

if (!existsSync(VITE) && process.argv.includes("--if-possible")) {
  console.log("The console is not built: its packages are not installed");
} else {
  build();
  compress();
}

function build(): void {
  const args = ["build", "--config", join(ROOT, "console/vite.config.ts")];
  const { status, error } = spawnSync(VITE, args, { cwd: ROOT, stdio: "inherit" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`vite build ended with ${status}`);
}

function compress(): void {
  for (const file of globSync("**/*.{js,css,html,svg}", { cwd: TARGET })) {
    const path = join(TARGET, file);
    const content = readFileSync(path);
    if (content.length < SMALLEST_BYTES) continue;
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    writeFileSync(`${path}.br`, brotliCompressSync(content, quality));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}
