import type { ImportReport } from "./import-centreon.ts";

/** Text after an import: what was imported, what was not and why, and the next command. */
export function importSummary(report: ImportReport, configFolder: string, dataFolder: string): string {
  return [
    `Imported into ${configFolder} and ${dataFolder}`,
    ...report.counts.map((count) => `  ${count}`),
    "Not imported, or imported with differences:",
    ...report.notes.map((note) => `  - ${note}`),
    "Next: check the points above, then start with: " +
      `vigie --config ${quoted(configFolder)} --data ${quoted(dataFolder)} serve`,
    "",
  ].join("\n");
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
