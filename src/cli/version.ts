import { Command } from "commander";
import { VERSION } from "../lib/version.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

/** `vigie version`: of this program; `vigie status` shows that of the running server. */
export function versionCommand({ stdout }: Pick<CommandStreams, "stdout"> = processStreams): Command {
  return new Command("version")
    .description("show the version of this program")
    .option("--json", "as JSON")
    .action(({ json }: { readonly json?: true }) => {
      const { node, sqlite } = process.versions;
      const { platform, arch } = process;
      stdout.write(
        json
          ? `${JSON.stringify({ vigie: VERSION, node, sqlite, platform, arch })}\n`
          : `Vigie ${VERSION} (Node ${node}, SQLite ${sqlite}, ${platform} ${arch})\n`,
      );
    });
}
