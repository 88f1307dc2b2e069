import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { groupName, type Size } from "./large-configuration.ts";

export const LIMITED = { login: "limited", password: "limited-password" } as const;

/**
 * Writes access.yaml: `LIMITED` sees the first twentieth of the host groups, which is 5 % of the hosts with their
 * services.
 */
export function writeLimitedAccess(configFolder: string, { hostGroups }: Size): void {
  const names = limitedGroups(hostGroups);
  writeFileSync(
    join(configFolder, "access.yaml"),
    `access_groups:\n  - id: 1\n    name: some\n    contacts: [${LIMITED.login}]\n` +
      `    host_groups: [${names.join(", ")}]\n`,
  );
}

export const limitedGroups = (hostGroups: number): readonly string[] =>
  Array.from({ length: Math.ceil(hostGroups / 20) }, (_, index) => groupName(index, hostGroups));

/** Adds the account with the command line while the server runs, which follows within a second. */
export function addLimitedUser(configFolder: string, dataFolder: string): void {
  execFileSync(
    resolve(import.meta.dirname, "../../bin/vigie"),
    ["--config", configFolder, "--data", dataFolder, "user", "add", LIMITED.login, "--password-stdin"],
    { input: `${LIMITED.password}\n`, stdio: ["pipe", "ignore", "inherit"] },
  );
}
