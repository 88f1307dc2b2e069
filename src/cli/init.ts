import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { printableLines } from "../lib/printable.ts";
import { giveToOwnerOf, makePrivateFolder } from "../lib/owner.ts";
import { Refusal } from "../model/refusal.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";
import { quoted } from "../lib/shell-word.ts";
import { counted } from "../lib/counted.ts";

/** `vigie init FOLDER`: copies the configuration that the program brings. Refuses with `init-target`. */
export function initCommand(
  context: Pick<ProcessContext, "root" | "typed">,
  { stdout }: Pick<CommandStreams, "stdout"> = processStreams,
): Command {
  return new Command("init")
    .description("make a configuration of your own in a new folder; it monitors this machine")
    .argument("<folder>", "new or empty folder, such as /etc/vigie")
    .action((given: string) => {
      const folder = resolve(given);
      const files = copyConfiguration(join(context.root, "config"), folder);
      const vigie = context.typed();
      stdout.write(
        printableLines(
          [
            `${counted(files, "file is", "files are")} in ${folder}. Its vigie.yaml has the settings, objects/ the hosts and services.`,
            "In this shell, every command finds them from now on with:",
            `  export VIGIE_CONFIG=${quoted(folder)}`,
            "Then, or with this option each time:",
            `  ${vigie} --config ${quoted(folder)} check-config`,
            `  ${vigie} --config ${quoted(folder)} serve`,
            "",
          ].join("\n"),
        ),
      );
    });
}

/** Returns the number of files. */
function copyConfiguration(from: string, to: string): number {
  try {
    makePrivateFolder(to);
    if (readdirSync(to).length > 0)
      throw new Refusal("init-target", `The folder ${to} is not empty; give a new or an empty one.`);
    return copyFolder(from, to);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("init-target", `The folder ${to} cannot be written: ${(error as Error).message}`);
  }
}

function copyFolder(from: string, to: string): number {
  let files = 0;
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target, { mode: 0o700 });
      // First the folder: its files get the owner that it has.
      giveToOwnerOf(to, target);
      files += copyFolder(source, target);
    } else {
      copyFileSync(source, target);
      giveToOwnerOf(to, target);
      files++;
    }
  }
  return files;
}
