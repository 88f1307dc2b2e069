import { execFileSync, spawnSync } from "node:child_process";

/** Two networks, as network namespaces of Linux, with one way between them; made and removed by root alone. */
export interface TwoNetworks {
  /** Prefix of a command that runs in the network of the centre, or of the office. */
  readonly inCentre: readonly string[];
  readonly inOffice: readonly string[];
  readonly centreAddress: string;
  readonly officeAddress: string;
  /** Packets go neither way until `mend`. */
  cut(): void;
  mend(): void;
  remove(): void;
}

const CENTRE = "198.51.100.1";
const OFFICE = "198.51.100.2";

/** The office lets out what it begins, and in only the answers. */
const FIREWALL = `
table inet office {
  chain incoming {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
  }
}
`;

const run = (command: string, ...args: readonly string[]): void => {
  execFileSync(command, args, { stdio: "pipe" });
};

/** Why there cannot be any here; null if there can. */
export function whyNoTwoNetworks(): string | null {
  if (process.platform !== "linux" || process.getuid!() !== 0) return "only root of Linux makes network namespaces";
  for (const program of ["ip", "nft"])
    if (spawnSync(program, ["-V"]).error !== undefined) return `${program} is not installed`;
  const name = `vigie-try-${process.pid}`;
  const { status, stderr } = spawnSync("ip", ["netns", "add", name], { encoding: "utf8" });
  if (status !== 0) return `network namespaces are not allowed: ${stderr.trim()}`;
  run("ip", "netns", "del", name);
  return null;
}

export function createTwoNetworks(): TwoNetworks {
  const [centre, office] = [`vigie-centre-${process.pid}`, `vigie-office-${process.pid}`];
  const [toOffice, toCentre] = [`vo${process.pid}`, `vc${process.pid}`];
  const remove = (): void => {
    for (const name of [centre, office]) spawnSync("ip", ["netns", "del", name]);
  };
  try {
    for (const name of [centre, office]) run("ip", "netns", "add", name);
    run("ip", "link", "add", toOffice, "netns", centre, "type", "veth", "peer", "name", toCentre, "netns", office);
    for (const [name, link, address] of [
      [centre, toOffice, CENTRE],
      [office, toCentre, OFFICE],
    ] as const) {
      run("ip", "-n", name, "address", "add", `${address}/24`, "dev", link);
      for (const device of ["lo", link]) run("ip", "-n", name, "link", "set", device, "up");
    }
    execFileSync("ip", ["netns", "exec", office, "nft", "-f", "-"], { input: FIREWALL, stdio: "pipe" });
  } catch (error) {
    remove();
    throw error;
  }
  return {
    inCentre: ["ip", "netns", "exec", centre],
    inOffice: ["ip", "netns", "exec", office],
    centreAddress: CENTRE,
    officeAddress: OFFICE,
    cut: () => run("ip", "-n", office, "link", "set", toCentre, "down"),
    mend: () => run("ip", "-n", office, "link", "set", toCentre, "up"),
    remove,
  };
}
