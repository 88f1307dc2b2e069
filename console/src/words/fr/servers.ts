import { countOf, groupedNumber } from "../count.ts";
import type { Messages } from "../messages.ts";

export const servers: Messages["servers"] = {
  title: "Serveurs",
  leads: "Dirige",
  ledLast: "A dirigé",
  term: (term: number) => `mandat ${groupedNumber(term)}`,
  since: "depuis",
  silent: "muet depuis",
  noLeader:
    "On ne connaît aucun serveur qui dirige. D’ici là, personne n’est notifié et rien ne peut être modifié ici. Voyez les journaux des serveurs, et si chacun atteint la base de données.",
  standbys: "En réserve",
  count: (count: number) => countOf(count, "fr", { one: "serveur", other: "serveurs" }),
  noCount: "inconnu : la base de données ne répond pas",
  own: "Ce serveur",
  roles: { leader: "dirige", standby: "en réserve, répond aux lectures" },
  position: "Position",
  lag: "Retard",
  configuration: "Configuration",
  sameFiles: "les fichiers en vigueur chez celui qui dirige",
  otherFiles:
    "Ses fichiers ne sont pas ceux qui sont en vigueur chez celui qui dirige. Mettez les mêmes sur tous les serveurs, puis rechargez celui qui dirige.",
  version: "Version",
};
