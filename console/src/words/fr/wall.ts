import { countOf } from "../count.ts";
import type { Messages } from "../messages.ts";

export const wall: Messages["wall"] = {
  title: "Écran mural",
  opening: "Ouverture",
  over: "Ce lien n’est plus valable. Qui l’a créé peut en créer un autre : Profil, Écrans muraux.",
  noAnswer: "Le serveur ne répond pas. Cet écran réessaie de lui-même.",
  nothing: "Ce que cette adresse nomme n’existe pas, ou votre compte ne le voit pas.",
  asOf: (time) => `à ${time}`,
  stale: (time) => `Pas à jour : ce que vous voyez date de ${time}`,
  quiet: "Aucun problème non traité",
  unhandled: (count) => countOf(count, "fr", { one: "non traité", other: "non traités" }),
  page: (page, pages) => `${page} / ${pages}`,
  more: (count) => countOf(count, "fr", { one: "autre, non affiché", other: "autres, non affichés" }),
};
