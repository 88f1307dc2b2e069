import type { NamedFacts } from "../../data/named-facts.ts";
import { groupedNumber } from "../count.ts";

/** Why a file cannot be read, by the name that the server gives, which is often the system's. */
const REASONS: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  ENOENT: () => "ni fichier ni dossier de ce nom",
  EACCES: ({ text, has }) =>
    has("user") ? `l’utilisateur ${text("user")} n’en a pas le droit` : "le droit de lecture manque",
  EPERM: () => "le droit de lecture manque",
  ENOTDIR: () => "un dossier du chemin est un fichier",
  ELOOP: () => "trop de liens symboliques",
  ENAMETOOLONG: () => "le chemin est trop long",
  EAGAIN: () => "rien à lire pour le moment",
  EIO: () => "le périphérique est en panne",
  EFBIG: ({ number }) =>
    `le fichier a ${groupedNumber(number("bytes"))} octets ; ${groupedNumber(number("most"))} au plus sont lus`,
  "not-utf-8": ({ text }) => `ce n’est pas du texte en UTF-8 (ligne ${text("at_line")})`,
  folder: () => "c’est un dossier",
  fifo: () => "c’est un tube nommé (FIFO), pas un fichier",
  link: () => "c’est un lien, pas un fichier",
  socket: () => "c’est un socket, pas un fichier",
  device: () => "c’est un périphérique, pas un fichier",
  "of-kernel": ({ text }) => `cela appartient au noyau (${text("file_system")})`,
  "no-answer": () => "son système de fichiers ne répond pas",
};

/** The server's own words for what only the system names. */
export const readFailure = (facts: NamedFacts): string =>
  REASONS[facts.text("why")]?.(facts) ?? `« ${facts.text("reason")} »`;

/** What the YAML library finds, by its code. */
const YAML: Readonly<Record<string, string>> = {
  ALIAS_PROPS: "un alias ne peut avoir ni ancre ni étiquette",
  BAD_ALIAS: "alias mal formé",
  BAD_COLLECTION_TYPE: "l’étiquette ne va pas à cette liste ou à ces clés",
  BAD_DIRECTIVE: "directive % mal formée",
  BAD_DQ_ESCAPE: "séquence d’échappement inconnue entre guillemets",
  BAD_INDENT: "le retrait de la ligne ne convient pas",
  BAD_PROP_ORDER: "ancre ou étiquette mal placée",
  BAD_SCALAR_START: "une valeur ne commence pas par ce caractère : la mettre entre guillemets",
  BLOCK_AS_IMPLICIT_KEY: "des clés imbriquées sur une même ligne",
  BLOCK_IN_FLOW: "des lignes en retrait entre accolades ou crochets",
  DUPLICATE_KEY: "une clé est donnée deux fois",
  IMPOSSIBLE: "contenu illisible",
  KEY_OVER_1024_CHARS: "une clé a plus de 1024 caractères",
  MISSING_CHAR: "il manque un caractère, comme « : », une espace, un guillemet ou un crochet fermant",
  MULTILINE_IMPLICIT_KEY: "une clé s’étend sur plusieurs lignes",
  MULTIPLE_ANCHORS: "deux ancres pour une valeur",
  MULTIPLE_DOCS: "plusieurs documents",
  MULTIPLE_TAGS: "deux étiquettes pour une valeur",
  NON_STRING_KEY: "une clé n’est pas un texte",
  RESOURCE_EXHAUSTION: "contenu trop imbriqué",
  TAB_AS_INDENT: "une tabulation en retrait : des espaces sont attendues",
  TAG_RESOLVE_FAILED: "étiquette inconnue",
  UNEXPECTED_TOKEN: "un caractère inattendu",
};

export const yamlMistake = ({ text }: NamedFacts): string => YAML[text("mistake")] ?? `« ${text("reason")} »`;
