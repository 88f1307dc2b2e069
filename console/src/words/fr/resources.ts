import type { Messages } from "../messages.ts";

export const resources: Messages["resources"] = {
  title: "Ressources",
};
