import type { ImportReport } from "./import-centreon.ts";

/** What the operator reads after an import: what came over, what did not and why, and the next command. */
export function importSummary(report: ImportReport, configFolder: string, dataFolder: string): string {
  return [
    `Imported into ${configFolder} and ${dataFolder}`,
    ...report.counts.map((count) => `  ${count}`),
    "Not carried over, or not as it was:",
    ...report.notes.map((note) => `  - ${note}`),
    `Next: look at the points above, then start with: vigie --config ${quoted(configFolder)} --data ${quoted(dataFolder)} serve`,
    "",
  ].join("\n");
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
