import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vigie-npm-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test(
  "SIGTERM to npm start stops the server in order, and leaves no process on the port",
  { timeout: 180_000 },
  async () => {
    const npm = spawn("npm", ["start", "--silent"], {
      cwd: resolve(import.meta.dirname, "../.."),
      env: { ...process.env, VIGIE_DATA: join(folder, "data"), VIGIE_LISTEN: "127.0.0.1:0", VIGIE_LOG_LEVEL: "info" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    npm.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    let greeting = "";
    for await (const text of npm.stdout.setEncoding("utf8")) {
      greeting += text;
      if (greeting.endsWith("\n\n")) break;
    }
    const url = /listens on (\S+)/.exec(greeting)![1]!;
    expect((await fetch(`${url}/api/health`)).status).toBe(200);

    npm.kill("SIGTERM");
    await once(npm, "exit");

    await expect
      .poll(() =>
        fetch(url).then(
          () => "answers",
          () => "gone",
        ),
      )
      .toBe("gone");
    await expect.poll(() => errors).toContain('"msg":"stopped"');
  },
);
