/** What stands in a YAML file instead. */
export interface FoundNode {
  readonly found: "alias" | "list" | "map" | "nothing" | "text" | "number";
  /** Name of an alias, or the text. */
  readonly found_text: string;
}

/** Words that follow "found". */
export function foundWords({ found, found_text: text }: FoundNode): string {
  switch (found) {
    case "alias":
      return `the alias *${text} (aliases are not read)`;
    case "list":
      return "a list";
    case "map":
      return "a map of keys";
    case "nothing":
      return "nothing";
    case "text":
      return `"${text}"`;
    case "number":
      return text;
    default:
      return found satisfies never;
  }
}

/** Words for what is expected in access.yaml. */
const EXPECTED = { text: "a text", list: "a list", service: "host and service", flag: "true or false" } as const;

const NAMED = {
  host: "host",
  hostgroup: "host group",
  servicegroup: "service group",
  contactgroup: "contact group",
} as const;

/** Type of an object that access.yaml names. */
export type NamedType = keyof typeof NAMED;

/** Errors of access.yaml, and of names that it has, by code: what each names, and its words. */
export const ACCESS_ERRORS = {
  "access-groups-expected": () => "expected the key access_groups with a list of groups",
  "access-list-expected": () => "expected a list of groups",
  "access-group-expected": () => "expected a group: id, name and what it shows",
  "node-expected": ({ expected, ...found }: { readonly expected: keyof typeof EXPECTED } & FoundNode) =>
    `expected ${EXPECTED[expected]}, found ${foundWords(found)}`,
  "id-expected": ({ max, ...found }: { readonly max: number } & FoundNode) =>
    `expected a whole number from 1 to ${max}, found ${foundWords(found)}`,
  "text-too-long": ({ most, length }: { readonly most: number; readonly length: number }) =>
    `expected at most ${most} characters, found ${length}`,
  "unknown-key": ({ keys }: { readonly keys: readonly string[] }) =>
    `unknown key; the keys here are ${keys.join(", ")}`,
  "key-missing": () => "is missing",
  "part-missing": ({ part }: { readonly part: string }) => `${part} is missing`,
  "taken-by-group": ({ value, line }: { readonly value: string; readonly line: number }) =>
    `"${value}" is taken by the group on line ${line}`,
  "no-role": ({ role, roles }: { readonly role: string; readonly roles: readonly string[] }) =>
    `"${role}" is no role; the roles are ${roles.join(", ")}`,
  "no-object": ({ type, name }: { readonly type: NamedType; readonly name: string }) =>
    `there is no ${NAMED[type]} named "${name}"`,
  "no-service": ({ host, service }: { readonly host: string; readonly service: string }) =>
    `the host "${host}" has no service "${service}"`,
  "further-errors": () => "further errors are not listed",
};
