import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { runCooperatively, type Work } from "../../lib/cooperative.ts";
import type { Engine } from "../../model/dialect.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { LIMITS } from "./frames.ts";
import { unknownOfResource, unknownOfRest } from "./known-directives.ts";
import { parseTagged, stringifyTagged } from "./tagged-json.ts";

const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/**
 * A part of a configuration as text: a line of JSON with what is not a list of resources, then a line for each host
 * and each service. The first line has the number of the format: a release that changes the model raises it.
 */
const FORMAT = 1;

/** Bytes of the text, of some two million services. */
const MAX_TEXT_BYTES = 2 ** 31;

/** What a poller gets of a configuration. */
export interface ConfigurationPart {
  readonly inventory: Inventory;
  /** Whose behaviour the centre follows. */
  readonly engine: Engine;
}

interface Head {
  readonly format: number;
  readonly engine: Engine;
  readonly hosts: number;
  readonly rest: Omit<Inventory, "hosts" | "services">;
}

/** The part's digest, and its pieces as `configuration` frames carry them: base64 of the deflated text. */
export async function encodePart(
  part: ConfigurationPart,
): Promise<{ readonly id: string; readonly pieces: readonly string[] }> {
  const lines = await runCooperatively(linesOf(part));
  const text = lines.join("\n");
  const base64 = (await deflated(text)).toString("base64");
  const pieces: string[] = [];
  for (let from = 0; from === 0 || from < base64.length; from += LIMITS.pieceCharacters)
    pieces.push(base64.slice(from, from + LIMITS.pieceCharacters));
  return { id: createHash("sha256").update(text).digest("hex"), pieces };
}

/** Reads what `encodePart` has made. Throws an Error with the reason if it cannot. */
export async function decodePart(data: Buffer): Promise<ConfigurationPart> {
  const text = (await inflated(data, { maxOutputLength: MAX_TEXT_BYTES })).toString("utf8");
  const lines = text.split("\n");
  const { format, engine, hosts, rest } = parseTagged(lines[0]!) as Head;
  if (format !== FORMAT)
    throw new Error(`its format is ${format}, and this release reads ${FORMAT}: centre and poller are too far apart`);
  const unknown = [...unknownOfRest(rest)];
  const resources = await runCooperatively(parsed(lines, unknown));
  if (unknown.length > 0) throw new Error(unknownWords(unknown));
  const inventory = {
    ...NO_GROUPS,
    ...rest,
    hosts: resources.slice(0, hosts),
    services: resources.slice(hosts),
  } as Inventory;
  return { inventory: Object.freeze(inventory), engine };
}

/** A centre of the release before says nothing of groups. */
const NO_GROUPS: Partial<Inventory> = { pollerGroups: new Map() };

const LINES_OF_SLICE = 50;

function* linesOf({ inventory, engine }: ConfigurationPart): Work<readonly string[]> {
  const { hosts, services, ...rest } = inventory;
  const lines = [stringifyTagged({ format: FORMAT, engine, hosts: hosts.length, rest } satisfies Head)];
  for (const resource of [...hosts, ...services]) {
    lines.push(stringifyTagged(resource));
    if (lines.length % LINES_OF_SLICE === 0) yield;
  }
  return lines;
}

const SHOWN = 5;

const unknownWords = (unknown: readonly string[]): string =>
  `this release does not know ${unknown.slice(0, SHOWN).join(", ")}` +
  `${unknown.length > SHOWN ? ` and ${unknown.length - SHOWN} more` : ""}: update the poller, or leave it out`;

/** What is not known of them is added to `unknown`. */
function* parsed(lines: readonly string[], unknown: string[]): Work<readonly Resource[]> {
  const resources: Resource[] = [];
  for (const line of lines.slice(1)) {
    const resource = Object.freeze(parseTagged(line)) as Resource;
    resources.push(resource);
    unknown.push(...unknownOfResource(resource));
    if (resources.length % LINES_OF_SLICE === 0) yield;
  }
  return resources;
}
