import { hasBit } from "../../../lib/bits.ts";
import { compareNaturally, inNaturalOrder, type NaturalOrder } from "../../../lib/natural-order.ts";
import { shownVariable } from "../../../model/known-secrets.ts";
import { isSecretVariable } from "../../../model/secret-variable.ts";
import { STATE_WORDS } from "../../../model/severity.ts";
import { isServiceEntry, type ResourceEntry } from "../rows/rows.ts";
import { folded } from "../search/collation.ts";
import type { ResourceIndex } from "../table/resource-index.ts";
import { FIELD_NAMES, FLAG_NAMES, VARIABLE_PREFIX } from "./query.ts";
import type { QueryContext } from "./row-tests.ts";

export interface Completions {
  /** Characters `from` to `to`, `to` excluded, are replaced by the text of an item. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}
export interface Completion {
  readonly text: string;
  /** `field`, or the field whose value it is. */
  readonly kind: string;
  readonly hint: string;
}

const MAX_ITEMS = 20;

/** What could stand at a place of a search: names only of what the caller sees. */
export function completeQuery(text: string, at: number, index: ResourceIndex, context: QueryContext): Completions {
  const { from, to, field, value } = partAt(text, at);
  const items = [
    ...(field === null ? wordsFrom(value, index, context) : valuesOf(field, value, index, context)).take(MAX_ITEMS),
  ];
  return { from, to, items };
}

/** Value, or word, at a place, without its quotation mark; `field` null: a word. */
function partAt(text: string, at: number) {
  let start = at;
  while (start > 0 && !/\s/.test(text[start - 1]!)) start--;
  // A value in quotation marks may have spaces.
  const open = /(?:^|\s)-?(?:[\w.]+:)?(?:[^\s"]*,)?"[^"]*$/.exec(text.slice(0, at));
  if (open !== null) start = open.index + (/^\s/.test(open[0]) ? 1 : 0);
  if (text[start] === "-" && start < at) start++;
  const match = /^((?:var\.[^\s:]+|[A-Za-z_]+)):/i.exec(text.slice(start, at));
  const field = match === null ? null : match[1]!.toLowerCase();
  let from = start + (match?.[0].length ?? 0);
  if (field !== null) from = Math.max(from, text.lastIndexOf(",", at - 1) + 1);
  let to = at;
  while (to < text.length && !/[\s,]/.test(text[to]!)) to++;
  return { from, to, field, value: text.slice(from, at).replace(/^"/, "") };
}

type Items = IteratorObject<Completion>;

function* wordsFrom(word: string, index: ResourceIndex, context: QueryContext): Generator<Completion> {
  const wanted = word.toLowerCase();
  for (const name of FIELD_NAMES)
    if (name.startsWith(wanted)) yield { text: `${name}:`, kind: "field", hint: FIELD_HINTS[name] };
  if (VARIABLE_PREFIX.startsWith(wanted) || wanted.startsWith(VARIABLE_PREFIX))
    yield* variablesFrom(word, index, context);
  if (wanted === "") return;
  for (const name of FLAG_NAMES) if (name.startsWith(wanted)) yield { text: `is:${name} `, kind: "is", hint: "" };
  for (const name of STATE_WORDS)
    if (name.toLowerCase().startsWith(wanted)) yield { text: `state:${name} `, kind: "state", hint: "" };
  for (const kind of ["host", "group"] as const)
    for (const { text, hint } of valuesOf(kind, word, index, context)) yield { text: `${kind}:${text}`, kind, hint };
}

function valuesOf(field: string, value: string, index: ResourceIndex, context: QueryContext): Items {
  const found = from(namesOf(field, index, context), value);
  const inOrder = field.startsWith(VARIABLE_PREFIX) || UNORDERED.has(field) ? firstOf(found).values() : found;
  return inOrder.map(([name, hint]) => ({ text: `${quotedIfNeeded(name)} `, kind: field, hint }));
}

type Name = readonly [name: string, hint: string];

/** Names that begin with a text, each once. */
function* from(names: Iterable<Name>, value: string): Generator<Name> {
  const wanted = folded(value);
  const seen = new Set<string>();
  for (const [name, hint] of names) {
    if (seen.has(name) || !folded(name).startsWith(wanted)) continue;
    seen.add(name);
    yield [name, hint];
  }
}

/** The first of them in natural order. */
function firstOf(names: Iterable<Name>): readonly Name[] {
  const first: Name[] = [];
  for (const one of names) {
    const at = first.findLastIndex(([name]) => compareNaturally(name, one[0]) < 0) + 1;
    if (at < MAX_ITEMS) first.splice(at, 0, one);
    if (first.length > MAX_ITEMS) first.pop();
  }
  return first;
}

/** Fields whose names come as the configuration has them. */
const UNORDERED: ReadonlySet<string> = new Set(["alias", "group", "servicegroup", "contact", "poller"]);

/** Names of a field: unless it is one of `UNORDERED` or a variable, in the order in which they are shown. */
function* namesOf(field: string, index: ResourceIndex, { visibility, inventory }: QueryContext): Generator<Name> {
  const { natural } = index;
  switch (field) {
    case "type":
      yield* [
        ["host", ""],
        ["service", ""],
      ] as const;
      return;
    case "state":
      for (const word of STATE_WORDS) yield [word, ""];
      return;
    case "is":
      for (const name of FLAG_NAMES) yield [name, FLAG_HINTS[name] ?? ""];
      return;
    case "hard":
    case "soft":
      yield* [
        ["yes", ""],
        ["no", ""],
      ] as const;
      for (const word of STATE_WORDS) yield [word, ""];
      return;
    case "host":
      for (const { host } of visible(index, visibility, index.hosts, natural.hosts))
        yield [host.hostName, host.address ?? ""];
      return;
    case "address":
      for (const { host } of visible(index, visibility, index.hosts, natural.addresses))
        yield [host.address ?? "", host.hostName];
      return;
    case "alias":
      for (const { host } of visible(index, visibility, index.hosts, natural.hosts))
        yield [host.alias ?? "", host.hostName];
      return;
    case "service":
      for (const row of visible(index, visibility, index.rows, natural.names))
        if (isServiceEntry(row)) yield [row.service.description, ""];
      return;
    case "group":
      for (const { id, name, alias } of inventory.hostGroups) if (visibility.seesHostGroup(id)) yield [name, alias];
      return;
    case "servicegroup":
      for (const { id, name, alias } of inventory.serviceGroups)
        if (visibility.seesServiceGroup(id)) yield [name, alias];
      return;
    case "contact":
      for (const row of visible(index, visibility, index.hosts, natural.hosts))
        for (const one of [row.host, ...row.services.map(({ service }) => service)])
          for (const name of one.contacts) yield [name, ""];
      return;
    case "poller":
      for (const { host } of visible(index, visibility, index.hosts, natural.hosts))
        yield [String(host.pollerId), host.pollerName];
      return;
    case "since":
    case "checked":
      for (const text of [">1h", ">1d", "<15m", "<1h", "<1d"]) yield [text, ""];
      return;
    default:
      if (!field.startsWith(VARIABLE_PREFIX)) return;
      yield* valuesOfVariable(field.slice(VARIABLE_PREFIX.length).toUpperCase(), index, { visibility, inventory });
  }
}

function* valuesOfVariable(name: string, index: ResourceIndex, { visibility, inventory }: QueryContext) {
  for (const row of visible(index, visibility, index.rows, index.natural.names)) {
    const value = shownVariable(isServiceEntry(row) ? row.service : row.host, name, inventory);
    if (value !== undefined) yield [value, ""] as const;
  }
}

function* variablesFrom(
  word: string,
  index: ResourceIndex,
  { visibility, inventory }: QueryContext,
): Generator<Completion> {
  const wanted = word.slice(VARIABLE_PREFIX.length).toUpperCase();
  const names = new Set<string>();
  for (const row of visible(index, visibility, index.rows, index.natural.names))
    for (const name of (isServiceEntry(row) ? row.service : row.host).customVariables.keys()) names.add(name);
  for (const name of inNaturalOrder(names))
    if (name.startsWith(wanted) && !isSecretVariable(name, inventory))
      yield { text: `${VARIABLE_PREFIX}${name}:`, kind: "field", hint: "custom variable" };
}

function* visible<Row extends ResourceEntry>(
  index: ResourceIndex,
  visibility: QueryContext["visibility"],
  rows: readonly Row[],
  { order }: NaturalOrder,
): Generator<Row> {
  const seen = index.visibleTo(visibility);
  for (const place of order) {
    const row = rows[place]!;
    if (hasBit(seen, row.nameOrder)) yield row;
  }
}

const quotedIfNeeded = (name: string): string =>
  /[\s,"*\\]|^[</>-]|\/$/.test(name) ? `"${name.replaceAll(/["\\]/g, "\\$&")}"` : name;

const FIELD_HINTS: Readonly<Record<(typeof FIELD_NAMES)[number], string>> = {
  type: "host or service",
  state: "DOWN, CRITICAL, …",
  hard: "hard state: yes, or states",
  soft: "soft state: yes, or states",
  is: "unhandled, acknowledged, …",
  host: "host name",
  alias: "part of the alias of the host",
  address: "address of the host",
  service: "name of the service",
  group: "host group",
  servicegroup: "service group",
  contact: "who is notified",
  poller: "monitoring server",
  output: "part of the output",
  importance: "number, such as >5",
  since: "age or time of the state, such as >2h",
  checked: "age or time of the last result",
};

const FLAG_HINTS: Readonly<Record<string, string>> = {
  unhandled: "hard problem that nobody has taken",
  stale: "its check is overdue",
  disabled: "no results are taken",
};
