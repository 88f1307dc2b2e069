import type { Tone } from "./summary.ts";

export const COLOURS: Readonly<Record<Tone, string>> = {
  good: "#2e9e3f",
  warning: "#e6a100",
  bad: "#d32f2f",
  unknown: "#8a6bbf",
};
