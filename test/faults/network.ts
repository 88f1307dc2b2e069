import { execFileSync, spawnSync } from "node:child_process";

/** Where a process of the suite runs. */
export interface Place {
  /** Command that runs a program there. */
  readonly prefix: readonly string[];
  readonly address: string;
}

/** Conditions of a place's network, until `mend`. */
export interface Line {
  /** Nothing goes either way, and the device is down. */
  cut(): void;
  /** Nothing goes to or from that address; the rest does. */
  cutFrom(address: string): void;
  /** Connections to that address that are open go on; new ones are not answered. */
  refuseNewTo(address: string): void;
  /** Loses packets and delays the rest. */
  roughen(): void;
  mend(): void;
}

/** Places with a network namespace of Linux each, joined by a bridge in one of their own. */
export interface Network {
  /** Of the bridge. */
  readonly centre: Place;
  /** All of them, such as `198.18.7.0/24`. */
  readonly range: string;
  placeOf(name: string): Place & Line;
  remove(): void;
}

const NAME = /^vigie-faults-(\d+)-/;
const LOSS_PERCENT = 15;
const QDISC = ["tc", "qdisc", "add", "dev", "eth0", "root"] as const;
/** Packets queue for up to 300 ms. */
const SLOW = ["tbf", "rate", "256kbit", "burst", "3000", "latency", "300ms"] as const;

const run = (...[command, ...args]: readonly [string, ...string[]]): void => {
  execFileSync(command, args, { stdio: "pipe" });
};

/** Why there are no namespaces here; null if there are. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== "linux" || process.getuid!() !== 0) return "only root of Linux makes network namespaces";
  for (const program of ["ip", "nft", "tc"])
    if (spawnSync(program, ["-V"]).error !== undefined) return `${program} is not installed`;
  const name = namespaceOf("try");
  const { status, stderr } = spawnSync("ip", ["netns", "add", name], { encoding: "utf8" });
  if (status !== 0) return `network namespaces are not allowed: ${stderr.trim()}`;
  run("ip", "netns", "del", name);
  return null;
}

const namespaceOf = (place: string): string => `vigie-faults-${process.pid}-${place}`;

/** Ends what runs in namespaces of earlier runs that were killed, and removes them. */
export function removeLeftNamespaces(): void {
  const listed = spawnSync("ip", ["netns", "list"], { encoding: "utf8" }).stdout;
  for (const line of listed.split("\n")) {
    const [name = ""] = line.split(" ");
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeNamespace(name);
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It may be another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function removeNamespace(name: string): void {
  for (const pid of spawnSync("ip", ["netns", "pids", name], { encoding: "utf8" }).stdout.split("\n"))
    if (pid !== "")
      try {
        process.kill(Number(pid), "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
  spawnSync("ip", ["netns", "del", name]);
}

interface Joined {
  readonly name: string;
  readonly device: string;
  /** Name of a namespace, or process in it. */
  readonly netns: string;
  readonly address: string;
}

/** Makes a bridge, and one place for each name. The process itself reaches all of them. */
export function createNetwork(names: readonly string[]): Network {
  const [third, fourth] = [18 + ((process.pid >> 8) & 1), process.pid & 255];
  const subnet = `198.${third}.${fourth}`;
  const bridge = namespaceOf("bridge");
  let found: ReturnType<typeof delayKind> | undefined;
  const delay = (): ReturnType<typeof delayKind> => (found === undefined ? (found = delayKind()) : found);
  const own = `vf${process.pid}`;
  const remove = (): void => {
    spawnSync("ip", ["link", "del", own]);
    for (const name of [...names, "bridge"]) removeNamespace(namespaceOf(name));
  };
  /** `within`: options of `ip` for where the other end of the line is. */
  const join = (end: Joined, within: readonly string[]): void => {
    const { name, device, netns, address } = end;
    run("ip", "-n", bridge, "link", "add", `to-${name}`, "type", "veth", "peer", "name", device, "netns", netns);
    run("ip", "-n", bridge, "link", "set", `to-${name}`, "master", "bridge", "up");
    run("ip", ...within, "address", "add", `${address}/24`, "dev", device);
    run("ip", ...within, "link", "set", device, "up");
  };
  try {
    run("ip", "netns", "add", bridge);
    run("ip", "-n", bridge, "link", "set", "lo", "up");
    run("ip", "-n", bridge, "link", "add", "bridge", "type", "bridge");
    run("ip", "-n", bridge, "address", "add", `${subnet}.1/24`, "dev", "bridge");
    run("ip", "-n", bridge, "link", "set", "bridge", "up");
    names.forEach((name, index) => {
      const netns = namespaceOf(name);
      run("ip", "netns", "add", netns);
      run("ip", "-n", netns, "link", "set", "lo", "up");
      join({ name, netns, device: "eth0", address: `${subnet}.${index + 2}` }, ["-n", netns]);
    });
    join({ name: "self", netns: String(process.pid), device: own, address: `${subnet}.254` }, []);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    centre: { prefix: ["ip", "netns", "exec", bridge], address: `${subnet}.1` },
    range: `${subnet}.0/24`,
    placeOf: (name) => ({
      prefix: ["ip", "netns", "exec", namespaceOf(name)],
      address: `${subnet}.${names.indexOf(name) + 2}`,
      ...lineOf(name, delay),
    }),
    remove,
  };
}

/** What the kernel has to delay packets: `netem`, or a slow line that queues them; null: nothing. */
export function delayKind(): "netem" | "tbf" | null {
  const name = namespaceOf("delay");
  run("ip", "netns", "add", name);
  const has = (...qdisc: readonly string[]): boolean =>
    spawnSync("ip", ["netns", "exec", name, "tc", "qdisc", "add", "dev", "lo", "root", ...qdisc]).status === 0;
  const found = has("netem", "delay", "1ms") ? "netem" : has(...SLOW) ? "tbf" : null;
  run("ip", "netns", "del", name);
  return found;
}

function lineOf(name: string, delay: () => ReturnType<typeof delayKind>): Line {
  const within = ["ip", "netns", "exec", namespaceOf(name)] as const;
  const filter = (rule: string): void => {
    const chain = (hook: string): string =>
      `chain ${hook} {\n type filter hook ${hook} priority 0;\n ${rule.replaceAll("SIDE", hook === "input" ? "saddr" : "daddr")} drop\n}`;
    execFileSync(within[0], [...within.slice(1), "nft", "-f", "-"], {
      input: `table inet faults {\n${chain("input")}\n${chain("output")}\n}\n`,
      stdio: "pipe",
    });
  };
  const device = (state: "up" | "down"): void => run("ip", "-n", namespaceOf(name), "link", "set", "eth0", state);
  return {
    cut: () => device("down"),
    cutFrom: (address) => filter(`ip SIDE ${address}`),
    refuseNewTo: (address) => filter(`ip SIDE ${address} tcp flags & (syn | ack) == syn`),
    roughen() {
      if (delay() === "netem") run(...within, ...QDISC, "netem", "delay", "300ms", "loss", `${LOSS_PERCENT}%`);
      else {
        filter(`meta iifname != "lo" meta oifname != "lo" numgen random mod 100 < ${LOSS_PERCENT}`);
        if (delay() === "tbf") run(...within, ...QDISC, ...SLOW);
      }
    },
    mend() {
      spawnSync(within[0], [...within.slice(1), "nft", "delete", "table", "inet", "faults"]);
      spawnSync(within[0], [...within.slice(1), "tc", "qdisc", "del", "dev", "eth0", "root"]);
      device("up");
    },
  };
}
