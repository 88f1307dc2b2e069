import type { Messages } from "../messages.ts";

export const profile: Messages["profile"] = {
  title: "Profil",
};
