import { expectedWords, type ExpectedValue } from "./expected-value.ts";

interface Most {
  readonly most: number;
}
interface Named {
  readonly type: string;
  readonly name: string;
}
interface Text {
  readonly text: string;
}
interface Service {
  readonly service: string;
}

/** Errors of main, resource and object files, by code: what each names, and its words. */
export const OBJECT_ERRORS = {
  // Lines
  "not-a-main-directive": ({ text }: Text) => `'${text}' is not a directive: expected name=value`,
  "unknown-main-directive": () => "unknown directive of the main file",
  "path-expected": () => "expected a path",
  "resource-line": () => "expected $USERn$=value",
  "macro-name": () => "expected $USER1$ to $USER256$, or a name of letters, digits, _ and -",
  /** `line`: of the definition that is open. */
  "definition-inside": ({ type, line }: { readonly type: string; readonly line: number }) =>
    `a new definition begins inside the ${type} of line ${line}, which lacks its '}'`,
  "definition-not-closed": ({ type }: { readonly type: string }) => `the definition of this ${type} lacks its '}'`,
  "outside-definitions": ({ text }: Text) => `'${text}' is outside of any definition: expected define <type> {`,
  "define-line": ({ text }: Text) => `'${text}': expected define <type> { on one line`,
  "text-behind-brace": ({ text }: Text) => `'${text}' follows the '{': expected it on a line of its own`,
  "unknown-type": ({ text, types }: Text & { readonly types: readonly string[] }) =>
    `'${text}' is not an object type: expected one of ${types.join(", ")}`,
  "unknown-directive": (of: { readonly type: string; readonly has_custom_variables: boolean }) =>
    `a ${of.type} has no such directive${of.has_custom_variables ? " (custom variables begin with _)" : ""}`,

  // Values
  "value-expected": ({ value, ...expected }: { readonly value: string } & ExpectedValue) =>
    `${value === "" ? "" : `'${value}': `}expected ${expectedWords(expected)}`,
  "value-is-not": ({ value, ...expected }: { readonly value: string } & ExpectedValue) =>
    `'${value}' is not ${expectedWords(expected)}`,
  "not-a-day": () => "not a weekday, a date or a directive of a timeperiod",
  "times-expected": ({ value }: { readonly value: string }) =>
    `${value === "" ? "" : `'${value}': `}expected times such as 09:00-12:00,13:00-24:00`,
  "pairs-expected": () => "expected pairs of host and service description: host,service,host,service",
  "not-a-regex": ({ text }: Text) => `'${text}' is not a valid regular expression`,
  "characters-not-allowed": ({ type, name, characters }: Named & { readonly characters: readonly string[] }) =>
    `'${name}' contains ${characters.join(" ")}, which a ${type} name may not`,

  // What is missing
  "name-missing": ({ type }: { readonly type: string }) =>
    `missing: every ${type} needs it (or register 0 for a template)`,
  "directive-missing": ({ type, name }: Named) => `missing: ${type} '${name}' needs it`,
  "service-without-host": ({ service }: Service) => `missing: service '${service}' needs host_name or hostgroup_name`,
  "targets-missing": ({ type, names }: { readonly type: string; readonly names: readonly string[] }) =>
    `missing: a ${type} needs ${names.join(" or ")}`,
  "nothing-selected": () => "selects nothing (only a warning with allow_empty_hostgroup_assignment=1)",
  "command-line-missing": ({ command }: { readonly command: string }) => `command '${command}' needs a command line`,

  // Names of other objects
  "not-defined": ({ type, name }: Named) => `${type} '${name}' is not defined`,
  "service-not-defined": ({ service, host }: Service & { readonly host: string }) =>
    `service '${service}' on host '${host}' is not defined`,
  "template-not-defined": ({ type, name }: Named) => `${type} template '${name}' is not defined`,
  "no-poller": ({ name }: { readonly name: string }) =>
    `there is no poller '${name}': add it with 'vigie poller add ${name}'`,
  /** `first`: file and line of the other definition. */
  "defined-twice": ({ type, name, first }: Named & { readonly first: string }) =>
    `${type} '${name}' is defined twice, first at ${first}`,
  "template-defined-twice": ({ type, name, first }: Named & { readonly first: string }) =>
    `${type} template '${name}' is defined twice, first at ${first}`,

  // Ids
  "no-id-left": ({ type, largest }: { readonly type: string; readonly largest: number }) =>
    `no ${type} id is left: the largest is ${largest}`,
  "ids-differ": (of: { readonly id: number; readonly other_directive: string; readonly other_id: number }) =>
    `is ${of.id}, but ${of.other_directive} is ${of.other_id}`,
  "host-id-differs": (of: { readonly id: number; readonly host: string; readonly host_id: number }) =>
    `is ${of.id}, but host '${of.host}' has host_id ${of.host_id}`,
  /** `holder`: object with the id, defined `at` a file and line. */
  "id-taken": ({
    type,
    name,
    id,
    holder,
    at,
  }: Named & { readonly id: number; readonly holder: string; readonly at: string }) =>
    `${id} of ${type} '${name}' is also the id of '${holder}', at ${at}`,
  "id-of-other": ({
    type,
    name,
    id,
    holder,
    at,
  }: Named & { readonly id: number; readonly holder: string; readonly at: string }) =>
    `${type} '${name}' already has id ${id}, which is now configured for '${holder}', at ${at}`,

  // Circles, and too many
  "template-cycle": ({ names }: Cycle) => `templates form a cycle: ${inQuotes(names)}`,
  "templates-too-deep": ({ most }: Most) => `templates are nested deeper than ${most}`,
  "group-cycle": ({ type, names }: Cycle & { readonly type: string }) => `${type}s form a cycle: ${inQuotes(names)}`,
  "groups-too-deep": ({ type, most }: Most & { readonly type: string }) => `${type}s are nested deeper than ${most}`,
  "parent-cycle": ({ type, names }: Cycle & { readonly type: "host" | "service" }) =>
    `${type} parents form a cycle: ${inQuotes(names)}`,
  "dependency-cycle": ({ kind, names }: Cycle & { readonly kind: "execution" | "notification" }) =>
    `${kind} dependencies form a cycle: ${inQuotes(names)}`,
  "excludes-itself": ({ name }: { readonly name: string }) => `timeperiod '${name}' excludes itself`,
  "exclusions-too-deep": ({ most }: Most) => `excluded periods are nested deeper than ${most}`,
  "too-many-services": ({ most, service }: Most & Service) =>
    `more than ${most} services with this definition of '${service}'`,
  "too-many-dependencies": ({ most }: Most) => `more than ${most} dependencies with this definition`,
  "too-many-escalations": ({ most }: Most) => `more than ${most} escalations with this definition`,
};

interface Cycle {
  readonly names: readonly string[];
}

const inQuotes = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");
