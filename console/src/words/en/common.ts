import { countOf } from "../count.ts";

export const common = {
  tryAgain: "Try again",
  close: "Close",
  /** Of a dialog, for screen readers. */
  content: "Content",
  cancel: "Cancel",
  save: "Save",
  saved: "Saved",
  copy: "Copy",
  copied: "Copied",
  loading: "Loading",
  more: "More",
  none: "none",
  never: "never",
  host: "Host",
  service: "Service",
  soft: "soft",
  hard: "hard",
  dayUnit: "d",
  now: "now",
  ago: (duration: string) => `${duration} ago`,
  in: (duration: string) => `in ${duration}`,
  failed: (what: string) => `${what} could not be loaded`,
  /** `role` as in docs/api.md. */
  missingRole: (role: string) => `Your account lacks the role ${role}.`,
  hosts: (count: number) => countOf(count, "en", { one: "host", other: "hosts" }),
  services: (count: number) => countOf(count, "en", { one: "service", other: "services" }),
  problems: (count: number) => countOf(count, "en", { one: "problem", other: "problems" }),
  /** What a state means, as the title of its word. */
  states: {
    UP: "The host answers",
    DOWN: "The host does not answer",
    UNREACHABLE: "The host cannot be judged: what is between does not answer",
    PENDING: "Not checked yet",
    OK: "All is well",
    WARNING: "Beyond the warning threshold",
    CRITICAL: "Beyond the critical threshold, or failed",
    UNKNOWN: "The check itself failed, or does not know",
  },
};
