import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { readClusterOf } from "../data/store/open-store.ts";
import { isSilent, type ClusterView } from "../data/store/leadership.ts";
import type { PostgresAddress } from "../data/store/store-place.ts";
import { counted } from "../lib/counted.ts";
import { printable } from "../lib/printable.ts";
import { formatRfc3339 } from "../lib/rfc3339.ts";
import { Refusal } from "../model/refusal.ts";
import { configuredDatabase } from "./configured-database.ts";
import { presentCluster } from "../interfaces/api/cluster/present.ts";
import type { ClusterRole } from "../interfaces/api/health/health.ts";
import type { ProcessContext } from "./process-context.ts";
import { processStreams, type CommandStreams } from "./streams.ts";

const LOOK_MS = 100;
/** A stop takes 20 s at most; then the standby starts. */
const PATIENCE_MS = 60_000;

/** `vigie cluster`: servers that share a store in PostgreSQL. */
export function clusterCommand(
  context: Pick<ProcessContext, "settings" | "api">,
  { stdout }: CommandStreams = processStreams,
): Command {
  const cluster = new Command("cluster").description(
    "show who leads a store that several servers share, and let a standby lead",
  );

  cluster
    .command("status")
    .description("show who leads, how many stand by, and how far behind this one is; asks the database")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: true }) => {
      const own = await ownPart(context);
      const view = await readClusterOf(configuredDatabase(context));
      stdout.write(
        json === true
          ? `${JSON.stringify({ ...presentCluster(view), own }, null, 2)}\n`
          : textOf(view) + textOfOwn(own),
      );
    });

  cluster
    .command("hand-over")
    .description("let a standby lead: the server finishes what is in hand and ends")
    .action(async () => {
      const postgres = configuredDatabase(context);
      const { term } = await (await context.api()).call<{ term: number }>("POST", "/api/cluster/hand-over");
      const next = await nextLeadership(postgres, term);
      stdout.write(`${printable(next.holder)} leads, in term ${next.term}.\n`);
    });
  return cluster;
}

/**
 * Part of the server that the command is for, as its health has it; null if none runs there. Refuses with `no-database`
 * if it is alone, whatever the settings say, which may be those of another one.
 */
async function ownPart(context: Pick<ProcessContext, "api">): Promise<ClusterRole | null> {
  try {
    const { body } = await (await context.api()).send({ method: "GET", path: "/api/health?standby=ok" });
    const { cluster } = body as { readonly cluster?: ClusterRole | null };
    if (cluster === null)
      throw new Refusal("no-database", "The server has its store in its data folder: no other one shares it.");
    return cluster ?? null;
  } catch (error) {
    if (error instanceof Refusal && error.code !== "no-database") return null;
    throw error;
  }
}

function textOfOwn(own: ClusterRole | null): string {
  if (own?.role !== "standby") return "";
  const { lag_seconds: lag, configuration_differs: differs } = own;
  if (lag === null) return "This server stands by, and does not answer reads yet.\n";
  const files = differs === true ? "The files of its configuration are not those that the leader has in effect.\n" : "";
  return `This server stands by and answers reads, ${lag.toFixed(1)} s behind.\n${files}`;
}

async function nextLeadership(
  postgres: PostgresAddress,
  term: number,
): Promise<NonNullable<ClusterView["leadership"]>> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const { leadership } = await readClusterOf(postgres);
    if (leadership !== null && leadership.term > term) return leadership;
    await wait(LOOK_MS);
  }
  throw new Refusal("no-standby", `No standby leads after ${PATIENCE_MS / 1000} s: look at its log.`);
}

function textOf({ leadership, standbys }: ClusterView): string {
  if (leadership === null) return "No server has led this store yet.\n";
  const { holder, address, term, since, silentSeconds } = leadership;
  const at = address === "" ? "" : ` at ${printable(address)}`;
  const leader = `${printable(holder)}${at}, in term ${term} since ${formatRfc3339(Math.floor(since))}`;
  return isSilent(leadership)
    ? `No server leads; the last one was ${leader}, silent for ${Math.round(silentSeconds)} s.\n`
    : `${leader} leads; ${counted(standbys, "standby")} ready to follow.\n`;
}
