import type { Messages } from "../messages.ts";

export const calendar: Messages["calendar"] = {
  title: "Calendrier des maintenances",
  week: (number) => `semaine ${number}`,
  before: "Semaine précédente",
  after: "Semaine suivante",
  today: "Aujourd’hui",
  now: "maintenant",
  empty: "Aucune maintenance cette semaine",
  bar: (what, time, status) => `${what}, ${time}, ${status}`,
  status: {
    running: "en cours",
    waiting: "attend un problème",
    scheduled: "prévue",
    planned: "prévue, récurrente",
    ended: "passée",
    cancelled: "terminée avant sa fin",
  },
};
