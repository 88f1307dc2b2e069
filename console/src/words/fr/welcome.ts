import type { Messages } from "../messages.ts";

export const welcome: Messages["welcome"] = {
  title: "Bienvenue",
  hint: "Choisissez le mot de passe du premier compte, admin. Vous vous connecterez avec lui désormais.",
  password: "Mot de passe",
  begin: "Commencer",
  beginning: "Un instant",
  noSecret: "Cette adresse est incomplète. Ouvrez le lien entier que le serveur a affiché à son démarrage.",
  over: "Ce lien n’est plus valable : il sert une fois, pendant une heure, et seulement tant que personne ne s’est connecté. Le mot de passe affiché à côté par le serveur fonctionne toujours.",
  toSignIn: "Se connecter",
  failed: (words) => `Cela n’a pas fonctionné : ${words}`,
  steps: "Premiers pas",
  stepsDone: (done, all) => `${done} sur ${all}`,
  dismiss: "Masquer",
  done: "fait",
  see: "Voir comment cela marche",
  seeHint: (name) => `Déclarez ${name} CRITICAL, puis acquittez-le dans la liste. Son prochain contrôle le rétablit.`,
  seeAct: "Déclarer CRITICAL",
  seeActed: "Déclaré. Il est en tête de liste : appuyez sur a pour l’acquitter.",
  host: "Ajouter votre premier hôte",
  hostHint:
    "Mettez ceci dans un nouveau fichier du dossier de configuration, par exemple objects/first.cfg, puis rechargez :",
  hostName: "Nom",
  hostAddress: "Adresse",
  tell: "Prévenir quelqu’un",
  tellHint: "Configurez un canal dans vigie.yaml, puis envoyez un message d’essai :",
  tellMore: "Configurer le courriel, la messagerie et les webhooks",
  bring: "Apporter votre configuration",
  bringHint:
    "Les fichiers de Nagios et d’Icinga 1 sont lus tels quels ; une base Centreon est importée. Les deux disent ce qu’ils trouvent :",
  bringMore: "Pas à pas",
};
