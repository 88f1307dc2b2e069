import { Refusal } from "../model/refusal.ts";
import { MAX_HELPERS } from "../engine/check/plugin/plugin-pool.ts";

/** Shares of the file descriptors that the system lets the server open, each in things that may exist at a time. */
export interface DescriptorBudget {
  /** TCP connections of clients. */
  readonly connections: number;
  /** Running plugins. */
  readonly plugins: number;
  /** Running checks, built-in ones included. */
  readonly checks: number;
  readonly notificationCommands: number;
  readonly eventHandlers: number;
  readonly perfdataCommands: number;
}

const MOST = {
  connections: 4_096,
  plugins: MAX_HELPERS,
  notificationCommands: 64,
  eventHandlers: 16,
  perfdataCommands: 8,
};
// Store, log, command file, control socket with 64 connections, name lookups, the process that reads a configuration,
// 16 months of the history.
const OWN_DESCRIPTORS = 192;
// An idle server has 60 open; 8 connections, 10 commands, and threads and processes that come and go need the others.
const LEAST_OPEN_FILES = 128;
// A helper's command pipe and the two of its plugin's output.
const PER_HELPER = 3;
// Neither side can starve the other: with few descriptors, clients get this part and commands the rest.
const LEAST_PART_OF_CONNECTIONS = 1 / 4;

/**
 * Divides `openFiles` descriptors. Checks and other commands come first; connections get what
 * `wantedChecks` concurrent checks leave, but always a quarter.
 */
export function descriptorBudget(openFiles: number, wantedChecks: number): DescriptorBudget {
  const available = Math.max(openFiles - OWN_DESCRIPTORS, 32);
  const forCommands =
    PER_HELPER *
      (Math.min(wantedChecks, MOST.plugins) + MOST.notificationCommands + MOST.eventHandlers + MOST.perfdataCommands) +
    Math.max(0, wantedChecks - MOST.plugins);
  const connections = Math.min(
    MOST.connections,
    Math.max(available - forCommands, Math.floor(available * LEAST_PART_OF_CONNECTIONS)),
  );
  const left = available - connections;
  const helpers = Math.floor(left / PER_HELPER);
  const notificationCommands = Math.min(MOST.notificationCommands, Math.max(1, Math.floor(helpers / 4)));
  const eventHandlers = Math.min(MOST.eventHandlers, Math.max(1, Math.floor(helpers / 16)));
  const perfdataCommands = Math.min(MOST.perfdataCommands, Math.max(1, Math.floor(helpers / 32)));
  const otherCommands = notificationCommands + eventHandlers + perfdataCommands;
  const plugins = Math.min(MOST.plugins, helpers - otherCommands);
  // A built-in check has one connection.
  const checks = left - PER_HELPER * otherCommands - (PER_HELPER - 1) * plugins;
  return { connections, plugins, checks, notificationCommands, eventHandlers, perfdataCommands };
}

/** Text of a warning if the limit costs connections or checks; otherwise undefined. */
export function descriptorWarning(openFiles: number, wantedChecks: number): string | undefined {
  const { connections, checks, plugins } = descriptorBudget(openFiles, wantedChecks);
  if (connections === MOST.connections && checks >= wantedChecks) return undefined;
  return (
    `This process may open ${openFiles} files: it serves at most ${connections} connections and runs at most ` +
    `${Math.min(plugins, wantedChecks)} plugins at a time. Raise the limit (LimitNOFILE of systemd, ulimit -Hn).`
  );
}

/** Refuses with `too-few-open-files` a process that could neither serve nor say why. */
export function refuseTooFewOpenFiles(openFiles: number): void {
  if (openFiles >= LEAST_OPEN_FILES) return;
  throw new Refusal(
    "too-few-open-files",
    `This process may open ${openFiles} files, and the server needs at least ${LEAST_OPEN_FILES}. ` +
      "Raise the limit (LimitNOFILE of systemd, ulimit -Hn).",
  );
}

/** Number of files this process may open; Infinity without a limit. Node has raised it to the hard limit. */
export function openFilesLimit(): number {
  // Names of peers would be looked up. The type declarations lack it.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft: number | "unlimited" } };
  };
  const limit = userLimits?.open_files?.soft;
  return typeof limit === "number" ? limit : Infinity;
}
