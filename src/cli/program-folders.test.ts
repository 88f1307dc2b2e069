import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultDataFolder, PROGRAM_FOLDER } from "./program-folders.ts";

test("a checkout has its data folder inside", () => {
  expect(defaultDataFolder({ HOME: "/home/ann", XDG_STATE_HOME: "/srv/state" })).toBe(join(PROGRAM_FOLDER, "data"));
});

test.each([
  [{ HOME: "/home/ann", XDG_STATE_HOME: "/srv/state" }, "/srv/state/vigie"],
  [{ HOME: "/home/ann" }, "/home/ann/.local/state/vigie"],
  [{ HOME: "/home/ann", XDG_STATE_HOME: "" }, "/home/ann/.local/state/vigie"],
  [{ HOME: "/home/ann", XDG_STATE_HOME: "state" }, "/home/ann/.local/state/vigie"],
  [{ HOME: "" }, join(homedir(), ".local/state/vigie")],
  [{}, join(homedir(), ".local/state/vigie")],
])("an installed package has it in the home folder: %j", (env, folder) => {
  expect(defaultDataFolder(env, false)).toBe(folder);
});
