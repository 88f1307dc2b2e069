import type { Messages } from "../messages.ts";

export const group: Messages["group"] = {
  title: "Groupe",
};
