import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// npx vite --config console/vite.config.ts: the console with changes shown at once, over a Vigie at VIGIE_URL.

const SERVER = process.env["VIGIE_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [react(), beforeFirstPaint()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "baseline-widely-available",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { chunkFileNames: ({ facadeModuleId }) => `assets/${partName(facadeModuleId)}-[hash].js` },
    },
  },
  server: { proxy: { "/api": SERVER, "/centreon": SERVER, "/docs": SERVER } },
  logLevel: "warn",
});

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
