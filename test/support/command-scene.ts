import { PassThrough, Readable } from "node:stream";
import { CommanderError } from "commander";
import { silentLog } from "../../src/lib/log.ts";
import { Refusal } from "../../src/model/refusal.ts";
import { openStore as openStoreOf } from "../../src/data/store/open-store.ts";
import type { Store } from "../../src/data/store/store.ts";
import { openSecondStore, temporaryFolder } from "./access-scene.ts";
import type { CommandStreams } from "../../src/cli/streams.ts";
import { tokenCommand } from "../../src/cli/token.ts";
import { userCommand, type StoreContext } from "../../src/cli/user.ts";
import type { FakeClock } from "./fake-clock.ts";

export interface CommandScene {
  /** Store on the data folder of the commands. */
  readonly store: Store;
  /** Runs `vigie …` with this standard input; returns its output, and code and text of a refusal or usage error. */
  vigie(args: readonly string[], input?: string | Buffer): Promise<{ readonly out: string; readonly refusal?: string }>;
}

/** Commands on a real store in its own folder, opened for each command as a process would. */
export async function openCommands(clock?: FakeClock): Promise<CommandScene> {
  const folder = temporaryFolder();
  const context: StoreContext = {
    openStore: () => openStoreOf({ folder, log: silentLog, exclusive: false }),
    typed: (...words) => ["vigie", ...words].join(" "),
  };
  return {
    store: await openSecondStore(folder),
    vigie: async ([area, ...rest], input = "") => {
      const { streams, printed } = streamsOf(input);
      const command = area === "user" ? userCommand(context, streams) : tokenCommand(context, streams, clock);
      // Throws instead of ending the process; user-process.test.ts covers the real exit.
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
