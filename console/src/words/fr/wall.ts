import type { Messages } from "../messages.ts";

export const wall: Messages["wall"] = {
  title: "Écran mural",
};
