import type { ImportReport } from "./import-centreon.ts";

/** Text after an import: what was imported, what was not and why, and `next`, the command that starts the server. */
export function importSummary(
  report: ImportReport,
  { configFolder, storePlace }: { readonly configFolder: string; readonly storePlace: string },
  next: string,
): string {
  return [
    `Imported into ${configFolder} and ${storePlace}`,
    ...report.counts.map((count) => `  ${count}`),
    "Not imported, or imported with differences:",
    ...report.notes.map((note) => `  - ${note}`),
    `Next: check the points above, then start with: ${next}`,
    "",
  ].join("\n");
}
