import type { Messages } from "../messages.ts";

export const downtimes: Messages["downtimes"] = {
  title: "Plages de maintenance",
};
