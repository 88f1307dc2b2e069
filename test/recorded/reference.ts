import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of the recorded answers: beside the checkout, or where VIGIE_REFERENCE says. */
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

/** A second after the latest thing in the data set: what was running then still runs. */
export function timeOf({ storage }: Dataset): number {
  return (
    Math.max(...storage.instances.map((row) => row.last_alive), ...storage.hosts.map((row) => row.last_update ?? 0)) + 1
  );
}
