import type { NamedFacts } from "../../data/named-facts.ts";
import { groupedNumber } from "../count.ts";
import { expectedValue } from "./expected-value.ts";
import { none } from "./object-errors.ts";
import { readFailure } from "./read-failure.ts";

const part = ({ text, has }: NamedFacts): string => (has("part") ? `${text("part")} : ` : "");

const found = ({ text }: NamedFacts): string => `« ${text("found")} »`;

const ofReport = ({ text }: NamedFacts, words: string): string => `rapport « ${text("report")} » : ${words}`;

/** Errors of vigie.yaml, and of names that it has. */
export const settingErrors: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  "setting-expected": (facts) =>
    `${part(facts)}attendu : ${expectedValue(facts)}${facts.has("found") ? ` ; trouvé : ${found(facts)}` : ""}`,
  "setting-unusable": (facts) => `${part(facts)}attendu : ${expectedValue(facts)} ; « ${facts.text("reason")} »`,
  "setting-missing": ({ text, has }) =>
    `il manque « ${text("setting")} »${has("instead") ? `, mais il y a « ${text("instead")} »` : ""}`,
  "url-missing": () => "il manque « url » ou « url_file »",
  "of-missing": () => "il manque « of » : une liste d’hôtes, de services ou de groupes",
  "to-missing": () => "il manque « to » : des adresses, comme ada@example.org",
  "unknown-setting": ({ text, has, list }) =>
    `réglage inconnu${has("setting") ? ` : « ${text("setting")} »` : ""} ; les réglages possibles ici : ${list("settings").join(", ")}`,
  "setting-and-file": ({ text }) =>
    `attendu : soit ${text("setting")}, soit ${text("setting")}_file ; trouvé : les deux`,
  "user-without-password": () => "user et password (ou password_file) vont ensemble",
  "setting-file-unreadable": (facts) => `« ${facts.text("path")} » ne peut être lu : ${readFailure(facts)}`,
  "not-one-line": ({ text }) => `« ${text("path")} » n’a pas une seule ligne de texte`,
  "no-certificates": ({ text }) => `« ${text("path")} » n’a pas de certificat de la forme PEM`,
  "file-as-folder": ({ text }) =>
    `un dossier de configuration est attendu, et c’est un fichier : donner le dossier, « ${text("folder")} »`,
  "channel-name": () => "un nom a de 1 à 64 lettres, chiffres, -, _ et .",
  "mail-channel-expected": (facts) =>
    `attendu : un canal de la sorte mail ; trouvé : ${found(facts)} ; il y a ${facts.list("channels").join(", ") || "aucun canal"}`,
  "report-twice": ({ text }) => `il y a un autre rapport « ${text("name")} »`,
  "target-twice": ({ text }) => `il y a une autre cible « ${text("name")} » ; donner un « name » à chacune`,
  "member-twice": ({ text }) => `le collecteur « ${text("name")} » est membre deux fois`,
  "member-of-two": ({ text }) =>
    `le collecteur « ${text("name")} » est aussi membre du groupe « ${text("group")} » : il ne peut l’être que d’un seul`,
  "group-named-as-poller": ({ text }) => `il y a un collecteur « ${text("name")} » : donner un autre nom au groupe`,
  "not-a-header": ({ text }) => `« ${text("name")} » n’est pas un en-tête qui peut être envoyé`,
  "label-name": ({ text }) => `« ${text("name")} » n’est pas le nom d’une étiquette : lettres, chiffres et _`,
  "own-label": ({ text }) => `« ${text("name")} » est une étiquette que chaque série a déjà`,
  "unknown-label": ({ text, list }) =>
    `étiquette inconnue : « ${text("name")} » ; attendu : ${list("labels").join(", ")}`,
  "store-parameter": (facts) =>
    `seuls ces paramètres sont attendus : ${facts.list("parameters").join(", ")} ; trouvé : ${found(facts)}`,
  "policy-status": ({ text, list }) => `« ${text("name")} » n’est pas l’un de ${list("statuses").join(", ")}`,
  "policy-verdict": (facts) =>
    `${facts.text("name")} ; attendu : l’un de ${facts.list("verdicts").join(", ")} ; trouvé : ${found(facts)}`,
  "setting-not-taken": ({ text }) => `« ${text("reason")} »`,

  "tls-unreadable": (facts) => `ne peut être lu : ${readFailure(facts)}`,
  "not-pem": ({ text }) =>
    `n’a pas ${text("what") === "key" ? "de clé privée" : "de certificat"} en PEM (-----BEGIN …-----)`,
  "key-encrypted": () => "la clé est chiffrée ; il faut une clé sans phrase secrète, que seul le serveur peut lire",
  "key-of-other": ({ text }) => `la clé ne va pas avec le premier certificat de « ${text("certificate")} »`,
  "tls-refused": ({ text }) => `OpenSSL refuse le certificat : « ${text("reason")} »`,

  "no-channel": ({ text, list }) =>
    `il n’y a pas de canal « ${text("channel")} » dans vigie.yaml ; il y a ${list("channels").join(", ") || "aucun canal"}`,
  "reported-missing": (facts) =>
    ofReport(
      facts,
      facts.has("service")
        ? `il n’y a pas de service « ${facts.text("service")} » de l’hôte « ${facts.text("name")} »`
        : `il n’y a ${none(facts)}`,
    ),
  "report-period-missing": (facts) => ofReport(facts, `il n’y a pas de période « ${facts.text("period")} »`),
  "report-too-wide": (facts) =>
    ofReport(
      facts,
      `${groupedNumber(facts.number("count"))} hôtes et services ; ${groupedNumber(facts.number("most"))} au plus`,
    ),
};
