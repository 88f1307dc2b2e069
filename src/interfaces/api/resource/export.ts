import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import { lastValue, type ListQuery } from "../../../data/realtime/search/list-query.ts";
import { semicolonLine } from "../../../lib/csv-field.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import { Refusal } from "../../../model/refusal.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import { zoneOf } from "../../../model/time-zone.ts";
import { arrayParameter } from "../array-parameter.ts";
import { inChunks } from "../exposition/in-chunks.ts";
import { listQueryOf } from "../listing.ts";
import type { ApiParts } from "../api-parts.ts";
import { callerOf } from "../rights.ts";
import { laterVersionOf } from "../versions.ts";
import { elapsed } from "./duration-words.ts";
import { resourceFilterOf } from "./filters.ts";
import { externalsOfRow, type ShownFor, shownFor } from "./links.ts";
import { firstLineOrNull, triesOf } from "./present.ts";

type Row = HostRow | ServiceRow;

interface Column {
  readonly heads: readonly string[];
  readonly cells: (row: Row, at: ExportedAt) => readonly (string | null)[];
}
interface ExportedAt {
  readonly shown: ShownFor;
  readonly localTime: (time: number) => string;
}

const one = (head: string, cell: (row: Row, at: ExportedAt) => string | null): Column => ({
  heads: [head],
  cells: (row, at) => [cell(row, at)],
});

const parentOf = (row: Row): HostRow | null => ("service" in row ? row.host : null);
const resourceOf = (row: Row) => ("service" in row ? row.service : row.host);
const hostOf = (row: Row): HostRow => parentOf(row) ?? (row as HostRow);
const statusNameOf = (row: Row): string => STATUSES[resourceOf(row).kind][row.state.check.state].name;
const ofHostAlone = (cell: (row: HostRow) => string | null) => (row: Row) => ("service" in row ? null : cell(row));

/** Columns of the export, in the order in which they are written if none are named (later versions §5.5). */
const COLUMNS: Readonly<Record<string, Column>> = {
  resource: {
    heads: ["Resource Type", "Resource Name"],
    cells: (row) => ("service" in row ? ["Service", row.service.description] : ["Host", row.host.hostName]),
  },
  status: one("Resource Status", statusNameOf),
  parent_resource: {
    heads: ["Parent Resource Type", "Parent Resource Name", "Parent Resource Status"],
    cells(row) {
      const parent = parentOf(row);
      return parent === null ? ["", "", ""] : ["Host", parent.host.hostName, statusNameOf(parent)];
    },
  },
  duration: one("Duration", ({ state }, { shown }) => elapsed(state.check.lastStateChange, shown.now)),
  last_check: one("Last Check", ({ state }, { localTime }) =>
    state.check.lastCheck === null ? null : localTime(state.check.lastCheck),
  ),
  information: one("Information", ({ state }) => firstLineOrNull(state.check.output)),
  tries: one("Tries", (row) => triesOf(resourceOf(row), row.state, " ")),
  severity: one("Severity", () => null),
  notes_url: one("Notes", (row) => externalsOfRow(row).notes.url),
  action_url: one("Action", (row) => externalsOfRow(row).action_url),
  state: one("State", ({ state }) =>
    [
      state.handling.scheduledDowntimeDepth > 0 && "In downtime",
      isAcknowledged(state) && "Acknowledged",
      state.check.isFlapping && "Flapping",
    ]
      .filter((word) => word !== false)
      .join(", "),
  ),
  alias: one(
    "Alias",
    ofHostAlone(({ host }) => host.alias),
  ),
  parent_alias: one("Parent Alias", (row) => parentOf(row)?.host.alias ?? null),
  fqdn: one(
    "FQDN / Address",
    ofHostAlone(({ host }) => host.address),
  ),
  monitoring_server_name: one("Monitoring Server", (row) => hostOf(row).host.pollerName),
  notification: one("Notification", (row) => (resourceOf(row).notificationsEnabled === true ? "enabled" : "disabled")),
  checks: one("Checks", (row) => {
    const { activeChecks, passiveChecks } = resourceOf(row);
    return [activeChecks === true && "active", passiveChecks === true && "passive"].filter(Boolean).join(", ");
  }),
};

export const EXPORT_COLUMNS = Object.keys(COLUMNS);
export const MAX_LINES = 10_000;

/** `GET /monitoring/resources/export`. Refuses with `export-parameter`. */
export function exportResources(
  request: FastifyRequest,
  { realtime, clock, inventory }: Pick<ApiParts, "realtime" | "clock" | "inventory">,
  reply: FastifyReply,
): Readable {
  const caller = callerOf(request);
  const { columns, lines, filter, query } = asMistakesOfExport(() => ({
    filter: resourceFilterOf(request, ["format", "columns", "all_pages", "max_lines"]),
    query: listQueryOf(request, laterVersionOf(request)),
    columns: columnsOf(request),
    lines: linesOf(request),
  }));
  const page: ListQuery = lines.isAll ? { ...query, page: 1, limit: lines.most } : query;
  const { rows } = realtime.listResources(filter, page, caller.visibility);
  const now = clock.now();
  const localTime = localTimesIn(zoneOf(null, inventory()));
  const name = `ResourceStatusExport_all_${localTime(now).replaceAll(/[ :,/]/g, "-")}.csv`;
  reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
  const shownRows = lines.isAll ? rows : rows.slice(0, lines.most);
  return Readable.from(inChunks(linesIn(columns, shownRows, { shown: shownFor(caller, now), localTime })), {
    objectMode: false,
  });
}

function* linesIn(columns: readonly Column[], rows: readonly Row[], at: ExportedAt): Generator<string> {
  yield semicolonLine(columns.flatMap(({ heads }) => heads));
  for (const row of rows) yield semicolonLine(columns.flatMap(({ cells }) => cells(row, at)));
}

/** `2026-11-29 21:05:00` in a zone. */
function localTimesIn(timeZone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (time) => format.format(time * 1000);
}

function columnsOf(request: FastifyRequest): readonly Column[] {
  if (valueOf(request, "format") !== "csv") refuse("format", "This should be csv");
  const names = arrayParameter(request, "columns") ?? [];
  return (names.length === 0 ? EXPORT_COLUMNS : [...new Set(names)]).map((name) =>
    Object.hasOwn(COLUMNS, name) ? COLUMNS[name]! : refuse("columns", `There is no column ${name.slice(0, 80)}`),
  );
}

function linesOf(request: FastifyRequest): { readonly isAll: boolean; readonly most: number } {
  const all = valueOf(request, "all_pages") ?? "true";
  if (!["true", "1", "false", "0"].includes(all)) refuse("all_pages", "This should be true or false");
  const most = valueOf(request, "max_lines");
  if (most !== undefined && !(/^\d{1,6}$/.test(most) && Number(most) >= 1 && Number(most) <= MAX_LINES))
    refuse("max_lines", `This should be a whole number from 1 to ${MAX_LINES}`);
  return { isAll: all === "true" || all === "1", most: most === undefined ? Number.MAX_SAFE_INTEGER : Number(most) };
}

const valueOf = (request: FastifyRequest, name: string): string | undefined =>
  lastValue((request.query as Readonly<Record<string, string | readonly string[] | undefined>>)[name]);

function refuse(name: string, message: string): never {
  throw new Refusal("export-parameter", `${name}: ${message}.`);
}

/** The export answers 422 where lists answer 500. */
function asMistakesOfExport<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal && error.code !== "export-parameter")
      throw new Refusal("export-parameter", error.message);
    throw error;
  }
}
