import { countOf } from "../count.ts";
import type { Messages } from "../messages.ts";

export const acknowledgements: Messages["acknowledgements"] = {
  title: "Acquittements",
  empty: "Personne ne tient de problème",
  emptyHint: "Les problèmes acquittés sont listés ici, avec qui les tient et jusqu’à quand.",
  state: "État",
  what: "Quoi",
  by: "Par",
  since: "Depuis",
  ends: "Se termine",
  comment: "Commentaire",
  actions: "Actions",
  withProblem: "au rétablissement",
  withState: "au changement d’état",
  whenStable: (duration) => `${duration} après le rétablissement`,
  quiet: (count) =>
    countOf(count, "fr", { one: "de ses services a un problème", other: "de ses services ont des problèmes" }),
  end: "Terminer",
  endOf: (what) => `Terminer l’acquittement de ${what}`,
};
