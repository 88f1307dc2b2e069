import type { Messages } from "../messages.ts";

export const groups: Messages["groups"] = {
  title: "Groupes",
};
