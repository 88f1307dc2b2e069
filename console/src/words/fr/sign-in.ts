import { countOf } from "../count.ts";
import type { Messages } from "../messages.ts";

export const signIn: Messages["signIn"] = {
  title: "Connexion",
  login: "Identifiant",
  password: "Mot de passe",
  keep: "Rester connecté 30 jours sur ce navigateur",
  submit: "Se connecter",
  submitting: "Connexion en cours",
  wrong: "L’identifiant ou le mot de passe est faux.",
  tooMany: (seconds) =>
    `Trop d’essais. Vous pourrez réessayer dans ${countOf(seconds, "fr", { one: "seconde", other: "secondes" })}.`,
  noAnswer: "Le serveur ne répond pas. Vérifiez qu’il fonctionne et que vous pouvez le joindre.",
  starting: "Le serveur démarre encore. Réessayez dans quelques secondes.",
  refused: (words) => `Vous ne pouvez pas vous connecter : ${words}`,
  failed: (words) => `La connexion a échoué : ${words}`,
  ended: "Votre session est terminée",
  endedHint: "Saisissez votre mot de passe pour continuer. La page derrière reste telle quelle.",
  other: "Se connecter sous un autre compte",
};
