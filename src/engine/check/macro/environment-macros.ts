import { hostOf } from "../../../model/inventory-index.ts";
import { findMacro } from "../macros.ts";
import type { MacroContext } from "./macro-context.ts";
import {
  CONTACT_MACROS,
  HOST_MACROS,
  NOTIFICATION_MACROS,
  PROGRAM_MACROS,
  SERVICE_MACROS,
  SUMMARY_MACROS,
  TIME_MACROS,
} from "./macro-names.ts";

/** Number of ARG variables that Nagios sets, whether or not the call has as many arguments. */
const ARGUMENT_COUNT = 32;
/** In characters. Linux limits a variable to 131,071 bytes. */
const MAX_VALUE_LENGTH = 16_384;

/**
 * Environment variables of a command with `enable_environment_macros`: every macro as `NAGIOS_<name>`, custom variables
 * as `NAGIOS__HOST<name>`, with no characters removed, as in Nagios 4. Without `$USERn$` and custom variables that are
 * likely to be secrets.
 */
export function environmentMacros(
  args: readonly string[],
  context: MacroContext,
): readonly (readonly [string, string])[] {
  const macros: MacroContext = { ...context, form: "environment" };
  const names = [
    ...HOST_MACROS,
    ...(context.resource.kind === "service" ? SERVICE_MACROS : []),
    ...(context.contact === undefined ? [] : CONTACT_MACROS),
    ...NOTIFICATION_MACROS,
    ...SUMMARY_MACROS,
    ...TIME_MACROS,
    ...PROGRAM_MACROS,
    ...customNames(context),
  ];
  return [
    ...Array.from({ length: ARGUMENT_COUNT }, (_, at) => [`NAGIOS_ARG${at + 1}`, variable(args[at] ?? "")] as const),
    ...names.flatMap((name) => {
      const value = findMacro(name, [], macros);
      return value?.isSecret === true
        ? []
        : [[`NAGIOS_${nameInEnvironment(name)}`, variable(value?.text ?? "")] as const];
    }),
  ];
}

function customNames({ resource, inventory, contact }: MacroContext): string[] {
  return [
    ...namesIn("HOST", hostOf(resource, inventory)?.customVariables),
    ...namesIn("SERVICE", resource.kind === "service" ? resource.customVariables : undefined),
    ...namesIn("CONTACT", contact?.customVariables),
  ];
}

const namesIn = (kind: string, variables: ReadonlyMap<string, string> = new Map()): string[] =>
  [...variables.keys()].map((name) => `_${kind}${name}`);

/** Nagios numbers the addresses from 0 in the environment. */
const nameInEnvironment = (name: string): string =>
  name.replace(/^(CONTACTADDRESS)(\d)$/, (_, word: string, number: string) => `${word}${Number(number) - 1}`);

const variable = (text: string): string => text.replaceAll("\0", "").slice(0, MAX_VALUE_LENGTH);
