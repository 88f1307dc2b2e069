import { PassThrough, Readable } from "node:stream";
import { CommanderError } from "commander";
import { silentLog } from "../../src/lib/log.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { openStore as openStoreOf } from "../../src/data/store/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { openBeside, temporaryFolder } from "./access-scene.ts";
import type { CommandStreams } from "../../src/cli/streams.ts";
import { tokenCommand } from "../../src/cli/token.ts";
import { userCommand } from "../../src/cli/user.ts";
import type { FakeClock } from "./fake-clock.ts";

export interface CommandScene {
  /** The same data folder, as the server sees it. */
  readonly store: Store;
  /** Runs `vigie …` with this on standard input; answers with what was printed, or the code and words of the refusal or wrong usage. */
  vigie(args: readonly string[], input?: string | Buffer): Promise<{ readonly out: string; readonly refusal?: string }>;
}

/** The commands over a real store in a folder of its own, each opening it anew as a process would. */
export async function openCommands(clock?: FakeClock): Promise<CommandScene> {
  const folder = temporaryFolder();
  const openStore = (): Promise<Store> => openStoreOf({ folder, log: silentLog, exclusive: false });
  return {
    store: await openBeside(folder),
    vigie: async ([area, ...rest], input = "") => {
      const { streams, printed } = streamsOf(input);
      const command = area === "user" ? userCommand(openStore, streams) : tokenCommand(openStore, streams, clock);
      // Thrown instead of ending the process; user-process.test.ts sees the real end.
      for (const part of [command, ...command.commands]) part.exitOverride().configureOutput({ writeErr: () => {} });
      try {
        await command.parseAsync(rest, { from: "user" });
        return { out: printed() };
      } catch (error) {
        if (error instanceof CommanderError) return { out: printed(), refusal: `usage: ${error.message}` };
        if (error instanceof Refusal) return { out: printed(), refusal: `${error.code}: ${error.message}` };
        throw error;
      }
    },
  };
}

function streamsOf(input: string | Buffer): { streams: CommandStreams; printed: () => string } {
  const stdout = new PassThrough();
  return {
    streams: {
      stdin: Readable.from(input.length === 0 ? [] : [Buffer.from(input)]),
      stdout,
      stderr: new PassThrough(),
    },
    printed: () => (stdout.read() as Buffer | null)?.toString() ?? "",
  };
}
