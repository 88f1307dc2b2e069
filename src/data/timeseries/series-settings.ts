import type { RegistryLimits } from "./registry.ts";

/** How long each level is kept, and how much. */
export interface SeriesSettings {
  readonly rawDays: number;
  readonly hoursDays: number;
  readonly daysYears: number;
  /** Bytes of all files; null: no limit. The oldest raw day goes first. */
  readonly maxBytes: number | null;
  readonly limits: RegistryLimits;
}
