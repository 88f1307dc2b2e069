import type { Messages } from "../messages.ts";

export const calendar: Messages["calendar"] = {
  title: "Calendrier des maintenances",
};
