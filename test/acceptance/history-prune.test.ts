import { PassThrough } from "node:stream";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test } from "vitest";
import { historyCommand } from "../../src/cli/monitoring/history.ts";
import { historyPruneCommand } from "../../src/cli/history-prune.ts";
import type { Settings } from "../../src/config/settings/settings.ts";
import { DEFAULT_DAYS } from "../../src/data/history/retention-classes.ts";
import { DAY, openHistoryScene, type HistoryScene } from "../support/history-scene.ts";
import { isNotHere } from "../support/test-store.ts";

let scene: HistoryScene;
beforeEach(async () => {
  scene = await openHistoryScene();
});
afterEach(() => scene.remove());

/** Runs the command by the clock of the system. */
async function prune(...words: readonly string[]): Promise<string> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const settings = {
    store: null,
    dataFolder: scene.dataFolder,
    history: { days: DEFAULT_DAYS, fullText: false },
  } as Settings;
  const command = historyPruneCommand({ settings: () => settings }, { stdin: new PassThrough(), stdout, stderr });
  const history = historyCommand({ api: () => Promise.reject(new Error("no server is asked")), typed: () => "" });
  // As on the command line: options come after all words.
  await new Command("vigie").addCommand(history.addCommand(command)).parseAsync(["history", "prune", ...words], {
    from: "user",
  });
  return String(stdout.read() ?? "");
}

const daysAgo = (days: number) => ({ at: Math.floor(Date.now() / 1000) - days * DAY });

test.skipIf(isNotHere("month files"))(
  "a dry run counts what would go, and a real one deletes exactly that, once the server is stopped",
  async () => {
    await scene.add(
      { kind: "hard-state", ...daysAgo(800) },
      { kind: "notification", ...daysAgo(800) },
      { kind: "notification", ...daysAgo(410) },
      { kind: "notification", ...daysAgo(390) },
      { kind: "soft-state", ...daysAgo(92) },
      { kind: "soft-state", ...daysAgo(88) },
    );
    await scene.archive();

    const expired = JSON.parse(await prune("--dry-run", "--json")) as readonly Readonly<Record<string, unknown>>[];
    expect(expired).toMatchObject([
      { kind: "hard-state", events: 1, whole_file: true },
      { kind: "notification", events: 1, whole_file: true },
      { kind: "notification", events: 1, whole_file: false },
      { kind: "soft-state", events: 1, whole_file: false },
    ]);
    expect(await prune("-n")).toMatch(/^MONTH +KIND +EVENTS/);
    await expect(prune()).rejects.toMatchObject({ code: "store-in-use" });
    expect(await scene.history.count({})).toMatchObject({ count: 6 });
    await scene.history.stop();
    await scene.store.close();

    expect(JSON.parse(await prune("--json"))).toEqual({ events: 2, files: 1 });

    scene = await scene.restart();
    expect(await scene.history.count({})).toMatchObject({ count: 2 });
    expect(await prune("--dry-run")).toBe("Nothing has expired.\n");
  },
);
