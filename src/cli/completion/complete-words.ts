import type { Command, Option } from "commander";
import type { ServerApi } from "../api-client.ts";
import { readHosts, readServices } from "../monitoring/resources.ts";

// As many as a terminal can show.
const MAX_NAMES = 200;

/**
 * Words that may stand in the place of the last one. Empty where the shell should complete file names, or nothing
 * fits. `api`: asked for the names of hosts, services and reports; without a server there are none.
 */
export async function completeWords(
  program: Command,
  words: readonly string[],
  api: () => Promise<ServerApi>,
): Promise<readonly string[]> {
  const typed = words.map(withoutQuotes);
  const current = typed.at(-1) ?? "";
  const { command, positional, awaited } = placeOf(program, typed.slice(0, -1));
  const fitting = (candidates: readonly string[]): readonly string[] =>
    candidates.filter((candidate) => candidate.startsWith(current));
  if (awaited !== null) return fitting(awaited.argChoices ?? []);
  if (current.startsWith("-")) return fitting(optionNames(program, command));
  if (command.commands.length > 0) return fitting(command.commands.map((each) => each.name()));
  const argument = command.registeredArguments[positional.length] ?? null;
  if (argument?.argChoices) return fitting(argument.argChoices);
  if (argument?.name() === "host" || command.name() === "hosts") return fitting(await hostNames(api, current));
  if (argument?.name() === "report") return fitting(await reportNames(api));
  return argument?.name() === "service" ? fitting(await serviceNames(api, positional[0] ?? "", current)) : [];
}

interface Place {
  readonly command: Command;
  readonly positional: readonly string[];
  /** Option whose value comes next. */
  readonly awaited: Option | null;
}

function placeOf(program: Command, words: readonly string[]): Place {
  let command = program;
  const positional: string[] = [];
  let awaited: Option | null = null;
  for (const word of words) {
    if (awaited !== null) {
      awaited = null;
      continue;
    }
    if (word.startsWith("-")) {
      const option = [...command.options, ...program.options].find(
        ({ short, long }) => word === short || word === long,
      );
      awaited = option !== undefined && (option.required || option.optional) ? option : null;
      continue;
    }
    const below = command.commands.find((each) => each.name() === word);
    if (below === undefined) positional.push(word);
    else command = below;
  }
  return { command, positional, awaited };
}

const optionNames = (program: Command, command: Command): readonly string[] => [
  ...new Set(
    [...command.options, ...program.options].flatMap(({ long }) => (long === null || long === undefined ? [] : [long])),
  ),
  "--help",
];

async function hostNames(api: () => Promise<ServerApi>, start: string): Promise<readonly string[]> {
  const { items } = await readHosts(await api(), {
    conditions: [{ "host.name": { $lk: likeStart(start) } }],
    limit: MAX_NAMES,
  });
  return items.map(({ host }) => host);
}

async function serviceNames(api: () => Promise<ServerApi>, host: string, start: string): Promise<readonly string[]> {
  const { items } = await readServices(await api(), {
    conditions: [{ "host.name": { $eq: host } }, { "service.description": { $lk: likeStart(start) } }],
    limit: MAX_NAMES,
  });
  return items.map(({ service }) => service ?? "");
}

async function reportNames(api: () => Promise<ServerApi>): Promise<readonly string[]> {
  const { result } = await (
    await api()
  ).call<{ readonly result: readonly { readonly name: string }[] }>("GET", "/api/reports");
  return result.map(({ name }) => name);
}

const likeStart = (text: string): string => `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Bash passes words as they were typed. */
const withoutQuotes = (word: string): string => word.replaceAll(/\\(.)/g, "$1").replaceAll(/^["']|["']$/g, "");
