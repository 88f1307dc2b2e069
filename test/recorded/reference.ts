import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Folder of the recorded answers: next to the checkout, or set by VIGIE_REFERENCE. */
export const referenceFolder = process.env.VIGIE_REFERENCE ?? resolve(import.meta.dirname, "../../../shared/reference");

export const hasReference =
  existsSync(join(referenceFolder, "dataset.json")) && existsSync(join(referenceFolder, "recorded"));

export const datasetFile = join(referenceFolder, "dataset.json");

interface Dataset {
  readonly storage: {
    readonly instances: readonly { readonly last_alive: number }[];
    readonly hosts: readonly {
      readonly host_id: number;
      readonly enabled: number;
      readonly last_update: number | null;
    }[];
    readonly downtimes: readonly { readonly downtime_id: number; readonly triggered_by: number | null }[];
  };
  readonly configuration: {
    readonly contacts: readonly { readonly contact_alias: string; readonly clear_password: string | null }[];
  };
}

export const readDataset = (): Dataset => JSON.parse(readFileSync(datasetFile, "utf8"));

/** One second after the latest time in the data set, so that its running downtimes still run. */
export function timeOf({ storage }: Dataset): number {
  return (
    Math.max(...storage.instances.map((row) => row.last_alive), ...storage.hosts.map((row) => row.last_update ?? 0)) + 1
  );
}
