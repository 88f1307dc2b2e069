import { longestFirst, maskSecrets, type Secret } from "../lib/mask-secrets.ts";
import { hostOf } from "./inventory-index.ts";
import type { Contact, Inventory, Resource, Template } from "./objects.ts";
import { isSecretVariable } from "./secret-variable.ts";

/**
 * Secrets that a plugin of this resource may print: every value of the resource files, and the secret custom variables
 * of the resource and its host; longest first. Also as percent-encoded in a URL. Cached.
 */
export function knownSecrets(resource: Resource, inventory: Inventory): readonly Secret[] {
  const {
    userMacros,
    main: { secretVariables },
  } = inventory;
  const host = hostOf(resource, inventory);
  const known = ofResources.get(resource);
  if (
    known !== undefined &&
    known.userMacros === userMacros &&
    known.host === host &&
    known.secretVariables === secretVariables
  )
    return known.secrets;
  const own = [
    ...variablesOf("HOST", host?.customVariables, inventory),
    ...(resource.kind === "service" ? variablesOf("SERVICE", resource.customVariables, inventory) : []),
  ];
  const users = userSecrets(userMacros);
  const secrets = own.length === 0 ? users : longestFirst([...users, ...own]);
  ofResources.set(resource, { userMacros, secretVariables, host, secrets });
  return secrets;
}

/** Secrets that a notification command may print: those of the resource, and those of its contact. */
export function secretsOfNotification(
  resource: Resource,
  inventory: Inventory,
  contact: Contact | undefined,
): readonly Secret[] {
  return longestFirst([
    ...knownSecrets(resource, inventory),
    ...variablesOf("CONTACT", contact?.customVariables, inventory),
  ]);
}

/** Secrets that the values of a definition may contain. */
export const secretsOfDefinition = (of: Resource | Template, inventory: Inventory): readonly Secret[] =>
  of.kind === "host" || of.kind === "service"
    ? knownSecrets(of, inventory)
    : longestFirst([
        ...userSecrets(inventory.userMacros),
        ...variablesOf(of.kind === "host-template" ? "HOST" : "SERVICE", of.customVariables, inventory),
      ]);

/**
 * Text about a resource as everybody may read it, without the known secrets in it: command lines of an import, and of
 * results from elsewhere, have them in plain text.
 */
export const withoutSecrets = (text: string | null, resource: Resource, inventory: Inventory): string | null =>
  text === null ? null : maskSecrets(text, knownSecrets(resource, inventory));

/**
 * Value of a custom variable as everybody may read it, without the known secrets in it; of a service without the
 * variable that of its host. Undefined: there is none, or it is secret itself.
 */
export function shownVariable(resource: Resource, name: string, inventory: Inventory): string | undefined {
  if (isSecretVariable(name, inventory)) return undefined;
  const value = resource.customVariables.get(name) ?? hostOf(resource, inventory)?.customVariables.get(name);
  return value === undefined ? undefined : maskSecrets(value, knownSecrets(resource, inventory));
}

interface Known {
  readonly userMacros: Inventory["userMacros"];
  readonly secretVariables: Inventory["main"]["secretVariables"];
  readonly host: Resource | undefined;
  readonly secrets: readonly Secret[];
}

const ofResources = new WeakMap<Resource, Known>();
const ofUserMacros = new WeakMap<Inventory["userMacros"], readonly Secret[]>();

function userSecrets(userMacros: Inventory["userMacros"]): readonly Secret[] {
  const known = ofUserMacros.get(userMacros);
  if (known !== undefined) return known;
  const secrets = longestFirst([...userMacros].flatMap(([name, value]) => secretsFor(`$${name}$`, value)));
  ofUserMacros.set(userMacros, secrets);
  return secrets;
}

const variablesOf = (
  kind: string,
  variables: ReadonlyMap<string, string> = new Map(),
  inventory: Inventory,
): readonly Secret[] =>
  [...variables]
    .filter(([name]) => isSecretVariable(name, inventory))
    .flatMap(([name, value]) => secretsFor(`$_${kind}${name}$`, value));

function secretsFor(macro: string, value: string): readonly Secret[] {
  if (isTooShort(value)) return [];
  const encoded = percentEncoded(value);
  return encoded === value
    ? [{ macro, value }]
    : [
        { macro, value },
        { macro, value: encoded },
      ];
}

/**
 * Values that are often parts of ordinary output: shorter than 4 characters, numbers shorter than 8 digits, and paths
 * shorter than 6 characters (`/var`).
 */
const isTooShort = (value: string): boolean => value.length < 4 || /^(?:\d{0,7}|\/.{0,4})$/.test(value);

function percentEncoded(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : value;
}
