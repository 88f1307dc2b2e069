import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// npm run console:build, and npm ci (prepare), make console/dist/, what the browser loads.
// npx vite --config console/vite.config.ts: the console with changes shown at once, over a Vigie at VIGIE_URL.

const SERVER = process.env["VIGIE_URL"] ?? "http://127.0.0.1:8080";

// A build by a test runner is the same build.
if (process.argv.includes("build")) process.env["NODE_ENV"] = "production";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [react(), beforeFirstPaint(), compressed()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "baseline-widely-available",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What loads what, for the test of sizes.
    manifest: true,
    rolldownOptions: {
      output: { chunkFileNames: ({ facadeModuleId }) => `assets/${partName(facadeModuleId)}-[hash].js` },
    },
  },
  server: { proxy: { "/api": SERVER, "/centreon": SERVER, "/docs": SERVER } },
  logLevel: "warn",
});

/** Smaller files cost more than they save. */
const SMALLEST_COMPRESSED_BYTES = 1_024;

/** Writes each file also as .br and .gz, which the server sends as they are. */
function compressed(): Plugin {
  return {
    name: "vigie-compressed",
    apply: "build",
    writeBundle({ dir }) {
      for (const file of globSync("**/*.{js,css,html,svg}", { cwd: dir! })) {
        const path = join(dir!, file);
        const content = readFileSync(path);
        if (content.length < SMALLEST_COMPRESSED_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

/** Name of the file of a lazily loaded part: that of the folder of a page. */
const partName = (module: string | null): string => /\/pages\/([\w-]+)\/page\.tsx$/.exec(module ?? "")?.[1] ?? "[name]";

/**
 * Puts `src/app/before-first-paint.js` into the head of the page, as a file of its own (no inline script) which the
 * browser runs before it paints anything.
 */
function beforeFirstPaint(): Plugin {
  let base = "/";
  return {
    name: "vigie-before-first-paint",
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const emitted = Object.values(bundle ?? {}).find(({ fileName }) => fileName.includes("before-first-paint"));
        const src = base + (emitted?.fileName ?? "src/app/before-first-paint.js");
        return [{ tag: "script", attrs: { src }, injectTo: "head-prepend" }];
      },
    },
    async buildStart() {
      if (this.meta.watchMode) return;
      const source = await this.fs.readFile(`${import.meta.dirname}/src/app/before-first-paint.js`, {
        encoding: "utf8",
      });
      this.emitFile({ type: "asset", name: "before-first-paint.js", source });
    },
  };
}
