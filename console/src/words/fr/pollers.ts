import { groupedNumber } from "../count.ts";

export const pollers = {
  page: "Collecteurs et serveurs",
  title: "Collecteurs",
  none: "Ce serveur contrôle tout lui-même. Un collecteur contrôle ce qu’il n’atteint pas : un bureau derrière un routeur, une DMZ.",
  name: "Collecteur",
  link: "Connexion",
  states: {
    connected: "connecté",
    connecting: "sans connexion",
    away: "injoignable",
    "not-enrolled": "pas encore inscrit",
    revoked: "révoqué",
  },
  since: "depuis",
  hosts: "Hôtes",
  ofGroup: (count: string, group: string) => `${count} du groupe ${group}`,
  late: "Contrôles en retard",
  buffered: "En route",
  clock: "Avance de l’horloge",
  version: "Version",
  seconds: (seconds: number) => `${groupedNumber(Math.round(seconds * 100) / 100)} s`,
  refused: "Il a refusé sa configuration :",
  revoke: "Révoquer",
  revokeOf: (name: string) => `Révoquer ${name}`,
  newName: "Nom d’un autre",
  add: "Ajouter un collecteur",
  added: (name: string) =>
    `${name} est ajouté. Lancez ceci sur sa machine ; le secret sert une fois, pendant une heure, et n’est montré que maintenant :`,
  hint: "Les hôtes dont la définition dit « poller NOM » y sont contrôlés dès le prochain rechargement.",
};
