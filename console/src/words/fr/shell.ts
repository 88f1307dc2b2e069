import { countOf } from "../count.ts";
import type { Messages } from "../messages.ts";

export const shell: Messages["shell"] = {
  skip: "Aller au contenu",
  navigation: "Pages",
  unhandled: "Problèmes non traités",
  noUnhandled: "Aucun problème non traité",
  search: "Chercher des ressources",
  profile: "Profil",
  signOut: "Se déconnecter",
  signedOut: "Vous avez été déconnecté",
  live: "en direct",
  connecting: "connexion",
  reconnecting: "reconnexion",
  stale: (time) => `Pas de connexion depuis ${time}. Ce que vous voyez date de ce moment.`,
  behind: (seconds) => `Le serveur lance les contrôles avec ${seconds} s de retard`,
  theme: { light: "Thème clair", dark: "Thème sombre" },
  keys: "Toutes les touches",
  everywhere: "Partout",
  palette: "Recherche et commandes",
  paletteHint: "Une recherche, une page ou une commande",
  searchFor: (text) => `Chercher ${text}`,
  documentation: "Documentation",
  soundBlocked: "Le navigateur garde cet onglet muet jusqu’à un clic ici",
  notices: {
    title: (state, name) => `${state} : ${name}`,
    more: (count) => countOf(count, "fr", { one: "autre nouveau problème", other: "autres nouveaux problèmes" }),
  },
  noPage: "Cette page n’existe pas",
  toResources: "Vers les ressources",
  broken: "Cette page a échoué",
  brokenHint: "Le reste de la console fonctionne. Rechargez la page pour réessayer.",
};
