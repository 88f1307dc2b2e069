import type { Messages } from "../messages.ts";

export const simulate: Messages["simulate"] = {
  title: "Simuler une notification",
  intro: "Qui serait notifié, et quand, en cas de problème. Rien n’est enregistré, et personne n’est notifié.",
  if: "Si",
  what: "Hôte ou service",
  whatHint: "Partie de son nom",
  whatUnknown: "Choisissez dans la liste.",
  became: "devenait",
  at: "à",
  now: "maintenant",
  zone: (zone) => `Heures en ${zone} ; vide : maintenant`,
  hours: "pendant",
  hoursOf: (hours) => (hours % 24 === 0 ? `${hours / 24} j` : `${hours} h`),
  run: "Qui est notifié ?",
  nobody: "Personne ne serait notifié, et rien ne serait décidé.",
  first: "Choisissez un hôte ou un service et un état.",
  number: (number) => `notification ${number}`,
  escalated: "escalade",
  incomplete: "Il y en a plus qu’affiché : choisissez une durée plus courte.",
  answer: "simulation",
};
