import { Argument, Command } from "commander";
import { processStreams, type CommandStreams } from "../streams.ts";
import { SCRIPTS } from "./scripts.ts";

/** `vigie completion SHELL`: a script for the shell to read at its start. */
export function completionCommand({ stdout }: Pick<CommandStreams, "stdout"> = processStreams): Command {
  return new Command("completion")
    .description("print the completion script of a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(SCRIPTS)))
    .action((shell: keyof typeof SCRIPTS) => {
      stdout.write(SCRIPTS[shell]);
    });
}
