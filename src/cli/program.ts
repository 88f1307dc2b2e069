import { Command } from "commander";
import { printable } from "../lib/printable.ts";
import { VERSION } from "../lib/version.ts";
import { COMPLETE } from "./completion/scripts.ts";
import { processContext, type ProcessContext } from "./process-context.ts";
import { withUsageErrors } from "./usage-errors.ts";
import { VERBS, type Verb } from "./verbs.ts";

/** Options before or after the command, which every command understands. */
function emptyProgram(): Command {
  return withUsageErrors(new Command("vigie"))
    .description("A monitoring server: runs checks, keeps states, answers the Centreon Web REST API v2.")
    .version(VERSION)
    .option("--config <folder>", "configuration folder (VIGIE_CONFIG)")
    .option("--data <folder>", "data folder (VIGIE_DATA)")
    .option("--url <address>", "work on the server at this address, with a token (VIGIE_URL)")
    .option("--token-file <file>", "file with the token for --url (VIGIE_TOKEN_FILE; or the token in VIGIE_TOKEN)")
    .configureHelp({ showGlobalOptions: true });
}

/**
 * Runs the command line. Of the commands only the one that is called is loaded; the others have their names and
 * summaries, for the help and for the suggestion after a mistyped name.
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  const program = emptyProgram();
  const context = processContext(() => program.opts());
  if (args[0] === COMPLETE) return printCompletions(args.slice(1));
  const called = nameIn(args);
  for (const verb of VERBS) program.addCommand(verb.name === called ? await loaded(verb, context) : nameOnly(verb));
  await program.parseAsync([...args], { from: "user" });
}

/** Answers the completion script of a shell. */
async function printCompletions(words: readonly string[]): Promise<void> {
  const program = emptyProgram();
  const context = processContext(() => program.opts());
  for (const verb of VERBS) program.addCommand(await loaded(verb, context));
  program.parseOptions(words.slice(0, -1));
  const { completeWords } = await import("./completion/complete-words.ts");
  const completions = await completeWords(program, words, context.api);
  // A name with control characters must not drive the terminal of the shell.
  for (const word of completions) if (word === printable(word)) process.stdout.write(`${word}\n`);
}

/** Name of the command, read as commander will read it; `help NAME` names one, too. */
function nameIn(args: readonly string[]): string | undefined {
  const [first, second] = emptyProgram().parseOptions([...args]).operands;
  return first === "help" ? second : first;
}

async function loaded({ load, group }: Verb, context: ProcessContext): Promise<Command> {
  const command = (await load(context)).helpGroup(group);
  for (const each of [command, ...command.commands]) withUsageErrors(each).configureHelp({ showGlobalOptions: true });
  return command;
}

const nameOnly = ({ name, group, summary }: Verb): Command => new Command(name).description(summary).helpGroup(group);
