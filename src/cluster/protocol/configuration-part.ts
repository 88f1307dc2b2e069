import { createHash } from "node:crypto";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { createDeflateRaw, inflateRaw } from "node:zlib";
import { runCooperatively, type Work } from "../../lib/cooperative.ts";
import type { Engine } from "../../model/dialect.ts";
import type { Inventory, Resource } from "../../model/objects.ts";
import { LIMITS } from "./frames.ts";
import { unknownOfResource, unknownOfRest } from "./known-directives.ts";
import { parseTagged, stringifyTagged } from "./tagged-json.ts";

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

/** Bytes of a piece; a multiple of three, so that its base64 has no padding but in the last one. */
const PIECE_BYTES = (LIMITS.pieceCharacters / 4) * 3;

/**
 * The part's digest, and its pieces as `configuration` frames carry them: base64 of the deflated text. The text is never
 * in memory as a whole, and nothing waits for more than a slice of it.
 */
export async function encodePart(
  part: ConfigurationPart,
): Promise<{ readonly id: string; readonly pieces: readonly string[] }> {
  const hash = createHash("sha256");
  const deflate = createDeflateRaw();
  const deflated = buffer(deflate);
  for (const text of textsOf(part)) {
    hash.update(text);
    if (!deflate.write(text)) await once(deflate, "drain");
  }
  deflate.end();
  const data = await deflated;
  const pieces: string[] = [];
  for (let from = 0; from < data.length; from += PIECE_BYTES)
    pieces.push(data.subarray(from, from + PIECE_BYTES).toString("base64"));
  return { id: hash.digest("hex"), pieces };
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

/** The text in slices. */
function* textsOf({ inventory, engine }: ConfigurationPart): Generator<string> {
  const { hosts, services, ...rest } = inventory;
  let slice = stringifyTagged({ format: FORMAT, engine, hosts: hosts.length, rest } satisfies Head);
  let lines = 1;
  for (const resource of [...hosts, ...services]) {
    slice += `\n${stringifyTagged(resource)}`;
    if (++lines % LINES_OF_SLICE !== 0) continue;
    yield slice;
    slice = "";
  }
  yield slice;
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
