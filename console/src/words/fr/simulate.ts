import type { Messages } from "../messages.ts";

export const simulate: Messages["simulate"] = {
  title: "Simuler une notification",
};
