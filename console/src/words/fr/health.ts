import type { Messages } from "../messages.ts";

export const health: Messages["health"] = {
  title: "Santé",
};
