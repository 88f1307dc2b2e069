import type { FastifyRequest } from "fastify";
import type { HostRow, ServiceRow } from "../../../data/realtime/realtime.ts";
import type { Inventory } from "../../../model/objects.ts";
import { shownVariable } from "../../../model/known-secrets.ts";
import { isSecretVariable } from "../../../model/secret-variable.ts";
import type { Visibility } from "../../../model/visibility.ts";
import { refuseField } from "../body-refusal.ts";
import { textIn } from "../query-parameters.ts";
import type { LiveRow } from "./present-row.ts";
import { liveRowMembers } from "./row-schema.ts";

/** Member of a row that `fields` names, and those that only it can ask for. */
export type RowField = keyof LiveRow | "address" | "groups" | `var.${string}`;

const MEMBERS = Object.keys(liveRowMembers) as readonly (keyof LiveRow)[];
const VARIABLE = /^var\.[\p{L}\p{N}_.-]{1,255}$/u;
const MAX_FIELDS = 50;

/** Fields of a request in their order; null: all members of a row. Refuses with `invalid-body`. */
export function fieldsOf(request: FastifyRequest, { main }: Inventory): readonly RowField[] | null {
  const text = textIn(request, "fields");
  if (text === undefined || text === "") return null;
  const names = [...new Set(text.split(","))];
  if (names.length > MAX_FIELDS) refuseField("fields", `There may be at most ${MAX_FIELDS} fields.`);
  const fields = names.flatMap((name): readonly RowField[] => {
    if (name === "*") return MEMBERS;
    const member = MEMBERS.find((one) => one === name);
    if (member !== undefined) return [member];
    if (name === "groups" || name === "address") return [name];
    if (!VARIABLE.test(name))
      return refuseField(
        "fields",
        `There is no field ${name.slice(0, 40)}; there are *, ${MEMBERS.join(", ")}, address, groups and var.NAME.`,
      );
    if (isSecretVariable(name.slice(4).toUpperCase(), { main }))
      refuseField("fields", "Values of this variable are secret.");
    return [name as RowField];
  });
  return [...new Set(fields)];
}

/** Members that a row has only if `fields` asks for them. */
export interface ExtraMembers {
  /** Of the host. */
  readonly address?: string | null;
  /** `groupsOf`. */
  readonly groups?: readonly string[];
  /** Values of custom variables; null: it has none, nor has its host. */
  readonly variables?: Readonly<Record<string, string | null>>;
}

/** Row with the wanted members and its key. */
export function withFields(
  row: HostRow | ServiceRow,
  presented: LiveRow,
  fields: readonly RowField[] | null,
  visibility: Visibility,
  inventory: Inventory,
): Partial<LiveRow> & ExtraMembers {
  if (fields === null) return presented;
  const chosen: Record<string, unknown> = { key: presented.key };
  for (const field of fields) {
    if (field === "groups") chosen["groups"] = groupsOf(row, visibility);
    else if (field === "address") chosen["address"] = presented.host.address;
    else if (isVariable(field))
      chosen["variables"] = { ...(chosen["variables"] as object), [field.slice(4)]: variableOf(row, field, inventory) };
    else chosen[field] = presented[field];
  }
  return chosen;
}

export const isVariable = (field: RowField): field is `var.${string}` => field.startsWith("var.");

/** Host groups, of a service those of its host, then service groups; visible ones alone. */
export function groupsOf(row: HostRow | ServiceRow, visibility: Visibility): readonly string[] {
  const { groups } = "service" in row ? row.host : row;
  const ofService = "service" in row ? row.groups : [];
  return [
    ...groups.filter(({ id }) => visibility.seesHostGroup(id)),
    ...ofService.filter(({ id }) => visibility.seesServiceGroup(id)),
  ].map(({ name }) => name);
}

/** A service without the variable has that of its host, as in a search. */
export const variableOf = (row: HostRow | ServiceRow, field: `var.${string}`, inventory: Inventory): string | null =>
  shownVariable("service" in row ? row.service : row.host, field.slice(4).toUpperCase(), inventory) ?? null;
