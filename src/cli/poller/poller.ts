import { Command, InvalidArgumentError } from "commander";
import { printable, printableJson } from "../../lib/printable.ts";
import { Refusal } from "../../model/refusal.ts";
import { table } from "../../lib/table.ts";
import type { ProcessContext } from "../process-context.ts";
import { localTime } from "../monitoring/times.ts";
import { processStreams, type CommandStreams } from "../streams.ts";
import { rotatePoller, runPoller, type PollerFlags } from "./run-poller.ts";

/** `vigie poller`: runs a poller; its subcommands administer those of the server. */
export function pollerCommand(context: ProcessContext, streams: CommandStreams = processStreams): Command {
  const { stdout } = streams;
  const poller = new Command("poller")
    .description("check from another place: run a poller there, add one here")
    .option("--centre <address>", "server to check for, such as https://vigie.example.org (first start)")
    .option("--pin <hash>", "key of a centre whose certificate no authority has signed, as `vigie poller add` shows it")
    .option("--resource-file <path>", "file with the macros of this machine, $USER1$ and the like")
    .option(
      "--allow <folder>",
      "folder whose programs may be started, instead of those of the plugins; may be repeated",
      (folder: string, before: readonly string[] | undefined) => [...(before ?? []), folder],
    )
    .option("--max-concurrent-checks <number>", "checks running at the same time (default 256)")
    .option("--log-format <format>", "text, json, or auto (VIGIE_LOG_FORMAT, default auto)")
    .option("--log-file <path>", "file of the log, opened again at SIGUSR1 (VIGIE_LOG_FILE, default standard error)")
    .option("--log-level <level>", "fatal, error, warn, info, debug or trace (VIGIE_LOG_LEVEL)")
    .action((flags: PollerFlags) => runPoller(context, flags));

  poller
    .command("add")
    .argument("<name>", "letters, digits, '.', '_' and '-'")
    .description("add a poller to the server, or let one enrol again; print the command for its machine")
    .option("--id <number>", "id that hosts have already, as in _POLLER_ID of an imported configuration", pollerId)
    .action(async (name: string, { id }: { id?: number }) => {
      const body = { name, ...(id === undefined ? {} : { id }) };
      try {
        const added = await (await context.api()).call<AddedPoller>("POST", "/api/pollers", body);
        stdout.write(howToEnrol(added));
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "no-server" || context.isElsewhere()) throw error;
        const { addToStore } = await import("./add-to-store.ts");
        await addToStore(context, name, id);
        stdout.write(
          `Poller ${printable(name)} was added to the store: hosts may name it. Once the server runs, the same command ` +
            "prints the one for its machine.\n",
        );
      }
    });

  poller
    .command("list")
    .description("show the pollers of the server and their connections")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: true }) => {
      const { result } = await (await context.api()).call<{ result: readonly ShownPoller[] }>("GET", "/api/pollers");
      if (json === true) return void stdout.write(`${printableJson(JSON.stringify(result, null, 2))}\n`);
      stdout.write(
        result.length === 0 ? "There are no pollers; add one with: vigie poller add NAME\n" : listOf(result),
      );
    });

  poller
    .command("revoke")
    .argument("<name>")
    .description("close the connection of a poller, and let it connect no more")
    .action(async (name: string) => {
      await (await context.api()).call("DELETE", `/api/pollers/${encodeURIComponent(name)}`);
      stdout.write(
        `Poller ${printable(name)} was revoked. Hosts that name it are not checked any more: ` +
          "change `poller` in their definitions, then reload.\n",
      );
    });

  poller
    .command("rotate")
    .description("replace the key of the poller on this machine, at its server too")
    .action(async () => {
      const { name, centre } = await rotatePoller(context);
      stdout.write(`Poller ${printable(name)} has another key, which ${printable(centre)} knows.\n`);
    });
  return poller;
}

interface AddedPoller {
  readonly name: string;
  readonly address: string;
  readonly command: string;
}

interface ShownPoller {
  readonly name: string;
  readonly state: string;
  readonly since: string | null;
  readonly hosts: number;
  readonly group: string | null;
  readonly version: string | null;
  readonly late: number | null;
  readonly buffered: number | null;
  readonly clock_offset: number | null;
  readonly configuration_errors: readonly string[];
}

function pollerId(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text) || text === "1") throw new InvalidArgumentError("expected a number from 2 on");
  return Number(text);
}

function howToEnrol({ name, address, command }: AddedPoller): string {
  const isOfThisMachine = /^https?:\/\/(127\.|localhost|\[::1\])/.test(address);
  return [
    `Poller ${name} was added. On the machine that is to check:`,
    "",
    `  ${command}`,
    "",
    "The secret is good once, for an hour; the key that it enrols stays.",
    ...(isOfThisMachine
      ? [
          `Other machines do not reach ${address}: put the address that they reach in its place, and set public_address.`,
        ]
      : []),
    `Its hosts have 'poller ${name}' in their definitions, or in a template; they move with: vigie reload`,
    "",
  ].join("\n");
}

function listOf(pollers: readonly ShownPoller[]): string {
  const haveGroups = pollers.some(({ group }) => group !== null);
  const rows = pollers.map(({ name, state, since, hosts, group, late, buffered, clock_offset: offset, version }) => [
    printable(name),
    ...(haveGroups ? [printable(group ?? "")] : []),
    since === null ? state : `${state} since ${localTime(since)}`,
    String(hosts),
    late === null ? "" : String(late),
    buffered === null ? "" : String(buffered),
    offset === null ? "" : `${offset.toFixed(2)} s`,
    printable(version ?? ""),
  ]);
  const errors = pollers.flatMap(({ name, configuration_errors: found }) =>
    found.map((error) => `${printable(name)} refused its configuration: ${printable(error)}`),
  );
  const header = [
    "poller",
    ...(haveGroups ? ["group"] : []),
    "connection",
    "hosts",
    "late checks",
    "buffered",
    "clock ahead",
    "release",
  ];
  return `${[table(header, rows).trimEnd(), ...errors].join("\n")}\n`;
}
