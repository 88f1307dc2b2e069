import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, posix, resolve } from "node:path";

// npm run try-container: builds contrib/container/Containerfile and starts what it made, without a container engine.
// Each stage is an overlay over this machine's own file system, in a mount namespace of its own: so root, on Debian with
// npm, whose system stands for the base images. What they lack and this machine has is not noticed.

const ROOT = resolve(import.meta.dirname, "..");
const INSIDE = "--inside";

interface Stage {
  readonly root: string;
  readonly environment: Record<string, string>;
  folder: string;
  user: string;
  entryPoint: readonly string[];
  command: readonly string[];
  healthCheck: readonly string[];
}

if (!process.argv.includes(INSIDE)) {
  const { status } = spawnSync("unshare", ["--mount", process.execPath, import.meta.filename, INSIDE], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), "vigie-container-"));
  try {
    await tryToServe(build(instructions(), folder));
  } finally {
    // The overlays are mounted inside; they end with the namespace of this process.
    for (const stage of readdirSync(folder))
      execFileSync("umount", ["--recursive", "--lazy", join(folder, stage, "root")]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Instructions with their arguments; lines that end in a backslash are joined. */
function instructions(): readonly (readonly [name: string, rest: string])[] {
  const lines = readFileSync(join(ROOT, "contrib/container/Containerfile"), "utf8")
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n/g, " ")
    .split("\n");
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => [line.split(" ", 1)[0]!, line.replace(/^\S+\s+/, "")]);
}

function build(steps: ReturnType<typeof instructions>, folder: string): Stage {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const [name, rest] of steps) {
    console.log(`${name} ${rest}`);
    if (name === "FROM") {
      stage = emptyStage(join(folder, String(stages.size)));
      stages.set(/ AS (\S+)$/.exec(rest)?.[1] ?? "", stage);
    } else if (stage === undefined) throw new Error(`${name} before FROM`);
    else step(stage, name, rest, stages);
  }
  return stage!;
}

function emptyStage(folder: string): Stage {
  const [root, upper, work] = ["root", "upper", "work"].map((name) => join(folder, name)) as [string, string, string];
  for (const path of [root, upper, work]) mkdirSync(path, { recursive: true });
  execFileSync("mount", ["-t", "overlay", "overlay", "-o", `lowerdir=/,upperdir=${upper},workdir=${work}`, root]);
  withoutInstalledVigie(root);
  for (const path of ["proc", "dev", "sys"]) execFileSync("mount", ["--rbind", `/${path}`, join(root, path)]);
  const environment = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root" };
  return { root, environment, folder: "/", user: "root", entryPoint: [], command: [], healthCheck: [] };
}

/** Hides in the overlay what docs/install.md installs on a machine: no base image has it. Nothing of it is deleted. */
function withoutInstalledVigie(root: string): void {
  for (const path of ["usr/local/bin/vigie", "usr/local/lib/node_modules/vigie", "etc/vigie", "var/lib/vigie"])
    rmSync(join(root, path), { recursive: true, force: true });
  spawnSync("chroot", [root, "userdel", "vigie"]);
}

function step(stage: Stage, name: string, rest: string, stages: ReadonlyMap<string, Stage>): void {
  switch (name) {
    case "WORKDIR":
      stage.folder = posix.resolve(stage.folder, rest);
      mkdirSync(join(stage.root, stage.folder), { recursive: true });
      return;
    case "COPY":
      copy(stage, rest, stages);
      return;
    case "RUN":
      inStage(stage, ["/bin/sh", "-ec", `cd ${stage.folder}; ${rest}`]);
      return;
    case "USER":
      stage.user = rest;
      return;
    case "ENV":
      for (const pair of rest.split(" ")) stage.environment[pair.split("=", 1)[0]!] = pair.replace(/^[^=]*=/, "");
      return;
    case "ENTRYPOINT":
      stage.entryPoint = JSON.parse(rest) as string[];
      return;
    case "CMD":
      stage.command = JSON.parse(rest) as string[];
      return;
    case "HEALTHCHECK":
      stage.healthCheck = JSON.parse(rest.replace(/^.*CMD /, "")) as string[];
      return;
    case "EXPOSE":
    case "VOLUME":
    case "STOPSIGNAL":
      return;
    default:
      throw new Error(`This script does not know ${name}`);
  }
}

function copy(stage: Stage, rest: string, stages: ReadonlyMap<string, Stage>): void {
  const [, from, source, target] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(rest)!;
  const to = join(stage.root, posix.resolve(stage.folder, target!));
  if (from !== undefined) {
    cpSync(join(stages.get(from)!.root, source!), to, { recursive: true, verbatimSymlinks: true });
    return;
  }
  const ignored = new Set(readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n"));
  cpSync(join(ROOT, source!), to, {
    recursive: true,
    filter: (path) => !ignored.has(basename(path)) || resolve(path, "..") !== ROOT,
  });
}

function chroot({ root, user, environment }: Stage, words: readonly string[]): readonly string[] {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [`--userspec=${user}:${user}`, root, "/usr/bin/env", "-i", ...variables, ...words];
}

function inStage(stage: Stage, words: readonly string[]): void {
  execFileSync("chroot", chroot(stage, words), { stdio: ["ignore", "inherit", "inherit"] });
}

async function tryToServe(stage: Stage): Promise<void> {
  // The network is that of this machine.
  stage.environment["VIGIE_LISTEN"] = "127.0.0.1:0";
  const server = spawn("chroot", chroot(stage, [...stage.entryPoint, ...stage.command]), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const url = await new Promise<string>((found, failed) => {
    let text = "";
    server.stdout.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      const listens = /listens on (\S+)\n[^]*\n\n/.exec(text);
      if (listens !== null) found(listens[1]!);
    });
    server.once("exit", (code) => failed(new Error(`The server ended with ${code}`)));
  });
  try {
    inStage(stage, stage.healthCheck);
    const { status } = await fetch(`${url}/api/health`);
    if (status !== 200) throw new Error(`/api/health answered ${status}`);
  } finally {
    server.kill("SIGTERM");
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`After SIGTERM, the server ended with ${code}`);
  console.log("The container builds, serves, and stops.");
}
