import type { Messages } from "../messages.ts";

export const resource: Messages["resource"] = {
  title: "Ressource",
};
