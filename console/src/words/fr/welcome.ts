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
  intro:
    "Vigie contrôle la machine sur laquelle il tourne. Les problèmes apparaissent ci-dessous ; les compteurs du haut sont sur chaque page.",
  stepsDone: (done, all) => `${done} sur ${all}`,
  dismiss: "Masquer",
  done: "fait",
  see: "Voir comment cela marche",
  seeFirst:
    "Ce service est là pour essayer. Son premier contrôle est en cours : dans un instant, vous pourrez déclarer un état.",
  seeHint: "Ce service est là pour essayer. Déclarez-le CRITICAL, et regardez la liste et les compteurs du haut.",
  seeAct: "Déclarer CRITICAL",
  seeActed:
    "C’est maintenant un problème que personne ne traite. Acquittez-le : chacun voit que quelqu’un s’en occupe, et il quitte la liste.",
  seeShow: "L’afficher",
  seeAcknowledged: "Acquitté : il reste CRITICAL, mais il est pris en charge. Déclarez-le OK pour y mettre fin.",
  seeEnd: "Déclarer OK",
  seeOutput: "Déclaré à la main",
  seeNothing: "Il n’y a pas de service avec lequel essayer.",
  tell: "Prévenir quelqu’un",
  tellHint:
    "Les problèmes partent par courriel, messagerie, webhook ou tout programme. Envoyez-vous un message d’essai :",
  tellAct: "Envoyer un message d’essai",
  tellSending: "Envoi en cours",
  tellDelivered: (way) => `${way} : remis`,
  tellFailed: (way) => `${way} : non remis`,
  tellChannel:
    "Pour passer par un serveur de courriel, mettez un canal dans vigie.yaml, et nommez-le dans contacts.cfg :",
  tellOff:
    "D’ici là, personne n’est notifié : templates.cfg contient notifications_enabled 0. Mettez 1 quand les adresses sont vraies.",
  tellMore: "Courriel, messagerie et webhooks, pas à pas",
  host: "Ajouter votre premier hôte",
  hostName: "Nom",
  hostAddress: "Adresse",
  hostPort: "Port qui répond",
  hostFile: "Enregistrez ceci sous",
  hostFileSomewhere: "Enregistrez ceci sous objects/first.cfg dans le dossier de configuration :",
  hostLoad: "Puis chargez-le. Les erreurs sont montrées avec fichier et ligne, et ne changent rien :",
  bring: "Apporter votre configuration",
  bringHint:
    "Les fichiers de Nagios et d’Icinga 1 sont lus tels quels ; une base Centreon est importée. Les deux disent ce qu’ils trouvent :",
  bringMore: "Pas à pas",
};
