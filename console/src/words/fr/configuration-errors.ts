import { namedFacts, type NamedFacts } from "../../data/named-facts.ts";
import type { ConfigurationNote } from "../../data/wire-server.ts";
import { accessErrors } from "./access-errors.ts";
import { alternatives } from "./expected-value.ts";
import { fileErrors, objectErrors } from "./object-errors.ts";
import { settingErrors } from "./setting-errors.ts";

const SENTENCES: Readonly<Record<string, (facts: NamedFacts) => string>> = {
  ...fileErrors,
  ...objectErrors,
  ...accessErrors,
  ...settingErrors,
};

/** An error of the configuration; in the server's words where there are no others. */
export function configurationError({ code, params, message }: ConfigurationNote): string {
  const facts = namedFacts(params);
  const said = SENTENCES[code]?.(facts);
  if (said === undefined) return message;
  const similar = facts.list("similar");
  return similar.length === 0 ? said : `${said}. Vouliez-vous dire ${alternatives(similar)} ?`;
}
