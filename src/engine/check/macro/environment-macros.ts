import { findMacro, hostOf } from "../macros.ts";
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

/** Nagios sets so many, given or not. */
const MOST_ARGUMENTS = 32;
/** Linux takes no variable of more than 131,071 bytes. */
const LONGEST_VALUE = 16_384;

/**
 * What a program finds in its environment with `enable_environment_macros`: every macro as `NAGIOS_<name>`, custom variables as
 * `NAGIOS__HOST<name>`, with nothing taken out of them, as Nagios 4 does. No `$USERn$` and no custom variable that is likely a secret.
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
    ...Array.from({ length: MOST_ARGUMENTS }, (_, at) => [`NAGIOS_ARG${at + 1}`, variable(args[at] ?? "")] as const),
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

/** Nagios counts the addresses from 0 there. */
const nameInEnvironment = (name: string): string =>
  name.replace(/^(CONTACTADDRESS)(\d)$/, (_, word: string, number: string) => `${word}${Number(number) - 1}`);

const variable = (text: string): string => text.replaceAll("\0", "").slice(0, LONGEST_VALUE);
