import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { canMountHung, MOUNT_FUNCTION, runWithHungMounts } from "../support/hung-mount.ts";

const PROGRAM = `${MOUNT_FUNCTION}
  import { spawn } from "node:child_process";
  import { once } from "node:events";
  const [vigie, folder] = process.argv.slice(1);
  const run = async (...words) => {
    const child = spawn(vigie, [...words, "--config", folder + "/config", "--data", folder + "/data"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (piece) => { text += piece; });
    const [code, signal] = await once(child, "close");
    return { text: text.trimEnd().split("\\n").at(-1), code, signal };
  };
  mountHung(folder + "/config/hung");
  console.log(JSON.stringify(await Promise.all([run("serve"), run("check-config")])));
`;

test.skipIf(!canMountHung())(
  "a start on a mount that never answers ends with the path; so does check-config (skipped without FUSE)",
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "vigie-hung-configuration-"));
    mkdirSync(join(folder, "config/hung"), { recursive: true });
    writeFileSync(join(folder, "config/vigie.cfg"), "cfg_dir=hung\n");

    const vigie = resolve(import.meta.dirname, "../../bin/vigie");
    const { stdout, stderr } = await runWithHungMounts(PROGRAM, [vigie, folder], 50_000);
    rmSync(folder, { recursive: true });

    expect(stderr).toBe("");
    const text = `vigie: ${folder}/config/hung could not be read within 15 s: its file system does not answer.`;
    const ended = { text, code: null, signal: "SIGKILL" };
    expect(JSON.parse(stdout)).toEqual([ended, ended]);
  },
);
