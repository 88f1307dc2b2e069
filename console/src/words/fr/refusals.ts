import { namedFacts, type NamedFacts } from "../../data/named-facts.ts";
import { fieldMistakes } from "../../data/field-mistake.ts";
import type { ToldRefusal } from "../../data/refusal.ts";
import { fieldMistake } from "./field-mistakes.ts";

type Sentence = (facts: NamedFacts) => string;

const says =
  (words: string): Sentence =>
  () =>
    words;
const NOT_FOUND = says("Introuvable : cela n’existe pas, ou votre compte ne le voit pas.");
const SESSION_OVER = says("La session est terminée. Reconnectez-vous.");
const NO_ACCESS = says("Ce compte n’a pas accès à l’API.");
const STORE = says("Rien ne peut être lu ou enregistré : le journal du serveur en dit la raison.");
const SEARCH = says("La recherche contient une erreur.");
const SEARCH_TOO_LARGE = says("La recherche est trop grande.");

/** What the server refuses, by the codes of docs/errors.md. What it is about is named where the server names it. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  // Of the console and the network.
  "no-answer": says("Le serveur ne répond pas."),
  "internal-error": says("Une erreur interne s’est produite. Le journal du serveur en dit la raison."),

  // Requests
  "no-route": says("Cette adresse n’existe pas sur le serveur."),
  "method-not-allowed": says("Le serveur n’accepte pas cette méthode à cette adresse."),
  "body-too-large": says("La demande est trop grande."),
  "invalid-json": says("Le serveur n’a pas pu lire la demande."),
  "no-account": says("Il n’y a pas encore de compte : le serveur crée son administrateur."),
  "no-leader": says("Aucun serveur ne dirige en ce moment. Réessayez dans quelques secondes."),
  "leader-unconfirmed": says(
    "Le serveur qui dirige a cessé de répondre : on ne sait pas si la modification est faite. Vérifiez avant de recommencer.",
  ),
  "follower-behind": says("Ce serveur n'est pas encore à jour. Regardez dans quelques secondes avant de recommencer."),
  "on-standby": says("Ce serveur est en réserve, un autre dirige. Réessayez dans quelques secondes."),
  "no-cluster": says("Les données de ce serveur sont dans son dossier : aucun autre ne peut le remplacer."),
  "no-standby": says("Aucun serveur n’est en réserve."),
  "still-starting": says("Le serveur démarre encore. Réessayez dans quelques secondes."),
  "metrics-source-failed": says("Le serveur qui garde les données de performance n’a pas bien répondu."),
  "series-take-too-long": says("La lecture de ces séries dure trop longtemps. Demandez-en moins, ou moins de temps."),
  "too-many-streams": says("Trop de connexions en direct sont ouvertes. Fermez des fenêtres."),
  "reload-not-started": says(
    "Le système n’a pas pu lancer la lecture de la configuration. Celle d’avant reste en vigueur.",
  ),

  // Authentication and rights
  "invalid-credentials": says("Nom ou mot de passe incorrect."),
  "authentication-failed": says("Nom ou mot de passe incorrect."),
  "too-many-logins": says("Trop de tentatives de connexion. Réessayez un peu plus tard."),
  "too-many-tests": says("Un message de test est en route. Réessayez dans quelques secondes."),
  "no-credentials": SESSION_OVER,
  "unknown-token": SESSION_OVER,
  "expired-token": SESSION_OVER,
  "unknown-session": SESSION_OVER,
  "contact-disabled": says("Ce compte est désactivé."),
  "no-api-access": NO_ACCESS,
  "foreign-origin": says("La demande vient d’une page d’une autre origine que le serveur."),
  "role-missing": (facts) =>
    `${about(facts)}il manque à votre compte le rôle ${facts.has("role") ? facts.text("role") : "pour cette action"}.`,
  "administrators-only": (facts) =>
    facts.has("author")
      ? `${about(facts)}le commentaire est de ${facts.text("author")}, seul un administrateur peut le supprimer.`
      : `${about(facts)}seul un administrateur peut le faire.`,

  // The console
  "account-disabled": says("Ce compte est désactivé. Un administrateur peut l’activer."),
  "console-not-allowed": says("Ce compte n’a accès ni à l’API ni à la console."),
  "wrong-password": says("Le mot de passe actuel est incorrect."),
  "wall-only": says("Un écran mural ne lit que sa propre vue."),
  "wall-over": says("Ce lien d’écran mural n’est plus valable. La personne qui l’a créé peut en faire un autre."),
  "wall-link-not-found": says("Ce lien d’écran mural n’existe pas."),
  "too-many-wall-links": ({ text }) => `Il y a déjà ${text("most")} liens d’écrans muraux ; supprimez-en d’abord.`,
  "notification-not-waiting": says("Cette notification n’attend plus d’essai."),
  "welcome-over": says(
    "Ce lien n’est plus valable : il sert une fois, pendant une heure, et tant que personne ne s’est connecté. Le mot de passe affiché par le serveur à côté fonctionne encore.",
  ),
  "session-not-found": says("Cette session n’est plus ouverte."),

  // Pollers
  "poller-not-found": says("Il n’y a pas de collecteur de ce nom."),
  "bad-poller-name": says(
    "Ce nom de collecteur n’est pas possible : lettres, chiffres, « . », « _ » et « - », 63 au plus.",
  ),
  "too-many-pollers": says("Il y a déjà 500 collecteurs ; révoquez-en d’abord."),
  "poller-id-taken": says("Un autre collecteur a cet identifiant."),
  "poller-name-taken": says("Un groupe de collecteurs a ce nom."),
  "enrolment-over": says("Ce secret d’enregistrement a servi, ou date de plus d’une heure."),
  "bad-poller-key": says("La clé du collecteur n’est pas valable. Enregistrez-le de nouveau."),

  // Tokens for scripts
  "tokens-not-allowed": says("Votre compte ne peut pas créer de jetons, ni changer ceux d’autres comptes."),
  "token-not-found": says("Ce jeton n’existe pas."),
  "token-for-other-user": says("Vous ne pouvez pas créer de jeton pour un autre compte."),
  "token-user-unknown": says("Ce compte n’existe pas."),
  "token-name-taken": ({ text }) => `Un jeton s’appelle déjà « ${text("name")} ».`,
  "bad-token-request": says("La demande de jeton n’est pas valable."),
  "too-many-tokens": ({ text }) => `Le compte a déjà ${text("most")} jetons ; révoquez-en d’abord.`,

  // The account of the caller
  "theme-not-found": says("Cette apparence n’existe pas."),
  "filter-not-found": says("Ce filtre n’existe pas."),
  "filter-name-taken": says("Ce nom de filtre est déjà pris."),
  "too-many-filters": says("Il y a trop de filtres ; supprimez-en d’abord."),
  "saved-view-not-found": says("Cette recherche enregistrée n’existe plus."),
  "saved-view-name-taken": ({ text }) => `Une recherche enregistrée s’appelle déjà « ${text("name")} ».`,
  "too-many-saved-views": ({ text }) => `Il y a déjà ${text("most")} recherches enregistrées ; supprimez-en d’abord.`,
  "password-empty": ({ text }) => `Un mot de passe a au moins ${text("least")} caractères.`,
  "password-common": says(
    "Ce mot de passe se devine facilement : il est courant, ou proche d’un des noms du compte. Plusieurs mots sans rapport sont une bonne solution.",
  ),
  "password-too-short": ({ text }) =>
    `Un mot de passe a au moins ${text("least")} caractères ; celui-ci en a ${text("length")}.`,
  "password-too-long": ({ text }) => `Un mot de passe a au plus ${text("most")} octets.`,
  "password-characters": says("Un mot de passe est une seule ligne, sans caractères de contrôle."),

  // The old API
  "old-api-action": says("L’ancienne API n’a pas cette action."),
  "old-api-credentials": says("Nom ou mot de passe incorrect."),
  "old-api-body": says("La demande n’est pas valable."),

  // Listings
  "sort-format": says("Le tri demandé n’est pas valable."),
  "sort-unknown": says("La liste ne peut pas être triée ainsi."),
  "array-parameter": says("Un paramètre n’est pas une liste, ou en est une trop longue."),
  "filter-value-unknown": says("Un filtre a une valeur inconnue."),
  "parameter-unknown": says("Un paramètre est inconnu."),
  "date-parameter": says("Une date n’est pas valable."),
  "export-parameter": says("Un paramètre de l’export n’est pas valable."),
  "list-page": says("Cette page de la liste n’existe pas."),
  "list-limit": says("Ce nombre de lignes n’est pas possible."),
  "search-field-not-allowed": says("La liste ne peut pas être cherchée par ce champ."),
  "search-null-operator": SEARCH,
  "search-value": SEARCH,
  "search-regex": says("L’expression régulière n’est pas valable."),
  "search-too-long": SEARCH_TOO_LARGE,
  "search-too-deep": SEARCH_TOO_LARGE,
  "search-too-many-conditions": SEARCH_TOO_LARGE,
  "search-list-too-long": SEARCH_TOO_LARGE,
  "search-regex-too-long": says("L’expression régulière est trop longue."),
  "search-takes-too-long": says("La recherche dure trop longtemps. Cherchez plus simplement."),
  "query-mistake": SEARCH,
  "view-ended": says("Cette liste n’est plus suivie. Rechargez-la."),

  // Hosts, services and operations on them
  "not-found": (facts) =>
    facts.has("key") ? `Il n’y a pas de ${facts.text("key")}, ou votre compte ne le voit pas.` : NOT_FOUND(facts),
  "no-problem": (facts) =>
    facts.has("state")
      ? `${about(facts)}rien à acquitter, l’état est ${facts.text("state")}.`
      : "Il n’y a pas de problème à acquitter.",
  "acknowledgement-target-not-found": NOT_FOUND,
  "acknowledgement-not-found": (facts) => `${about(facts)}il n’y a pas d’acquittement à retirer.`,
  "acknowledgement-already-cancelled": (facts) => `${about(facts)}l’acquittement est déjà retiré.`,
  "downtime-not-found": (facts) => `${about(facts)}cette maintenance n’existe pas, ou est finie.`,
  "downtime-already-cancelled": (facts) => `${about(facts)}la maintenance est finie ou annulée.`,
  "downtime-ends-before-start": (facts) => `${about(facts)}la maintenance finirait avant son début.`,
  "downtime-recurs": (facts) =>
    `${about(facts)}sa maintenance récurrente décide de la fin ; c’est elle qu’il faut changer.`,
  "state-of-other-kind": (facts) =>
    `${about(facts)}${facts.text("type") === "host" ? "un hôte est UP, DOWN ou UNREACHABLE" : "un service est OK, WARNING, CRITICAL ou UNKNOWN"}.`,
  "comment-not-found": (facts) => `${about(facts)}ce commentaire n’existe plus.`,
  "check-not-possible": (facts) =>
    `${about(facts)}le contrôle n’est pas possible : sans commande, contrôles actifs désactivés, ou période jamais ouverte.`,
  "passive-checks-off": (facts) =>
    `${about(facts)}aucun résultat n’est accepté : contrôles passifs désactivés${facts.text("for_all") === "true" ? " pour tous" : ""}.`,
  "result-outdated": (facts) => `${about(facts)}un résultat plus récent est déjà là.`,
  "recurring-downtime-not-found": says("Cette maintenance récurrente n’existe plus, ou est d’un autre compte."),
  "too-many-recurring-downtimes": ({ text }) =>
    `Il y a déjà ${text("most")} maintenances récurrentes ; supprimez-en d’abord.`,
  "report-too-large": says("Il y a trop d’événements pour ce rapport. Demandez moins de temps."),
  "too-many-reports": says("Trop de rapports à la fois. Réessayez dans quelques secondes."),
  "report-not-found": says("Il n’y a pas de rapport de ce nom."),
  "request-id-used": says("Cet identifiant de demande a déjà servi à une autre action."),
  "nothing-to-test": says(
    "Il n’y a rien à essayer : pas d’hôte, pas de contact du nom du compte, ou le contact n’a pas de commandes de notification.",
  ),

  // Configuration
  "bad-setting": says("Un réglage de vigie.yaml n’est pas lisible. Celui d’avant reste en vigueur."),
  "bad-configuration": says("La configuration a des erreurs. Celle d’avant reste en vigueur."),
  "configuration-not-read": says("La configuration n’a pas pu être lue. Celle d’avant reste en vigueur."),
  "configuration-not-permitted": says("Votre compte ne peut pas lire ou charger la configuration."),
  "configuration-not-valid": says("La configuration a des erreurs. Celle d’avant reste en vigueur."),

  // Store
  "store-full": STORE,
  "store-read-only": STORE,
  "store-damaged": STORE,
  "store-replaced": STORE,
  "store-in-use": STORE,
  "store-failed": STORE,
  "store-unconfirmed": says(
    "La base de données ne répond pas : on ne sait pas si la modification est enregistrée. Vérifiez avant de la répéter.",
  ),
  "store-unavailable": says("La base de données ne répond pas. Réessayez dans quelques secondes."),
  "leadership-lost": says("Un autre serveur dirige maintenant. Réessayez dans quelques secondes."),
  "store-closed": says("Le serveur s’arrête."),
  "change-not-storable": says("Ce changement n’a pas pu être enregistré."),
};

const about = ({ text, has }: NamedFacts): string => (has("resource") ? `${text("resource")} : ` : "");

/** What the server refuses, in French; in its own words where there are no others. */
export function refusal(told: ToldRefusal): string {
  const { code, message, params, status } = told;
  const facts = namedFacts(params);
  if (code === "invalid-body") return mistakes(told);
  const said = SENTENCES[code]?.(facts);
  if (said === undefined) return code === String(status) ? `Le serveur a répondu par ${status}.` : message;
  return facts.has("resource") ? said : said.charAt(0).toUpperCase() + said.slice(1);
}

/** One line of the server for each mistake, with its field. */
function mistakes(told: ToldRefusal): string {
  const found = fieldMistakes(told);
  return found === null
    ? `La demande n’est pas valable : ${told.message}`
    : `À corriger : ${found.map(fieldMistake).join(" ; ")}`;
}
