import type { FastifyRequest } from "fastify";
import Type from "typebox";
import { isReasonCode, REASON_CODES } from "../../../../alerting/rules/reason-codes.ts";
import type { NotifiedDecision } from "../../../../alerting/rules/decision-history.ts";
import type { Caller } from "../../../../access/caller.ts";
import { knownSecrets } from "../../../../model/known-secrets.ts";
import type { ResourceKey } from "../../../../model/resource-key.ts";
import type { StateCode } from "../../../../model/resource-state.ts";
import { stateName } from "../../../../model/state-code.ts";
import { zoneOf } from "../../../../model/time-zone.ts";
import { refuseField } from "../../body-refusal.ts";
import { presentDecision } from "../../decision/present.ts";
import { decisionMessage } from "../../decision/schema.ts";
import { parseQuery } from "../../../../data/realtime/query/parse-query.ts";
import type { ResourceEntry } from "../../../../data/realtime/rows/rows.ts";
import { formatLiveKey, parseLiveKey } from "../../live/live-key.ts";
import type { ApiParts } from "../../api-parts.ts";
import type { Operation } from "../../operation.ts";
import { numberIn, textIn, timeIn } from "../../query-parameters.ts";
import { callerOf } from "../../rights.ts";
import { invalidAnswer, missingAnswer, nullableString } from "../../schema-types.ts";
import { liveKeySchema } from "../../live/row-schema.ts";
import { resourceOfRow, rowOfKey, unknownResource, type LiveRowSource } from "../row-of-path.ts";
import { definitionOf } from "./definition-of.ts";
import { decisionMembers } from "./schema.ts";

const MAX_DECISIONS = 200;
const DEFAULT_DECISIONS = 50;
const MAX_NAME = 255;
const OUTCOMES = ["told", "not-told", "waiting", "failed"] as const;

/** `GET /api/decisions`. */
export const liveDecisionsOperation: Operation = {
  id: "list-live-decisions",
  surface: "vigie",
  method: "GET",
  answeredBy: "leader",
  paths: ["/decisions"],
  right: "api-access",
  tag: "Console",
  summary: "Who was notified of everything, who was not and why",
  description:
    "Newest first, of the resources that the caller sees. Go on with `before` set to `meta.next_before`; with filters a " +
    "page can be short, or empty, and have a next one.",
  query: {
    key: Type.Optional(Type.String({ description: "Of one host or service", examples: ["s41.7"] })),
    q: Type.Optional(
      Type.String({ description: "Search of the console (docs/api.md): decisions about resources that match now" }),
    ),
    outcome: Type.Optional(
      Type.Enum([...OUTCOMES], {
        description: "`failed`: notified, but a message did not arrive, or not yet; `told`: the others",
      }),
    ),
    contact: Type.Optional(Type.String({ description: "Name of a contact" })),
    code: Type.Optional(Type.Enum([...REASON_CODES])),
    from: Type.Optional(Type.String({ description: "RFC 3339 or Unix seconds" })),
    to: Type.Optional(Type.String({ description: "Before this time" })),
    before: Type.Optional(Type.Integer({ minimum: 0, description: "Only decisions with a lower id" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_DECISIONS, default: DEFAULT_DECISIONS })),
  },
  answers: {
    200: Type.Object(
      {
        result: Type.Array(
          Type.Object({
            id: Type.Integer(),
            time: Type.String({ description: "RFC 3339, UTC" }),
            kind: Type.String({ description: "Event that was decided on", examples: ["problem", "recovery"] }),
            key: liveKeySchema,
            type: Type.Enum(["host", "service"] as const),
            host: Type.String(),
            service: nullableString("Null: of a host"),
            state: Type.String({ description: "State at that time" }),
            ...decisionMembers,
            messages: Type.Array(decisionMessage),
          }),
        ),
        meta: Type.Object({
          limit: Type.Integer(),
          next_before: Type.Union([Type.Integer(), Type.Null()], { description: "Null: there is nothing older" }),
        }),
      },
      { title: "LiveDecisions" },
    ),
    ...invalidAnswer,
    ...missingAnswer,
  },
  isPresentedExactly: true,
  handle: async (request, parts) => {
    const caller = callerOf(request);
    const { limit, ...filter } = filterOf(request);
    const key = keyOf(request, parts);
    const query = parseQuery(textIn(request, "q") ?? "");
    const isMatch = query.terms.length === 0 ? () => true : parts.live.rowTest(query, caller.visibility);
    const rowOf = (key: ResourceKey) => rowOfKey(parts.realtime, key, caller.visibility);
    const { decisions, next } = await parts.decisions.newest({
      ...filter,
      ...(key !== undefined && { key }),
      limit,
      isWanted(key) {
        const row = rowOf(key);
        return row !== undefined && isMatch(row as ResourceEntry);
      },
      zoneOfKey: (key) => {
        const row = rowOf(key);
        return row === undefined ? zoneOf(null, parts.inventory()) : parts.decisions.zoneOf(resourceOfRow(row));
      },
    });
    return {
      result: decisions.map((decision) => present(decision, rowOf(decision.key)!, caller, parts)),
      meta: { limit, next_before: next },
    };
  },
};

function present(
  decision: NotifiedDecision,
  row: LiveRowSource,
  caller: Caller,
  { inventory }: Pick<ApiParts, "inventory">,
) {
  const resource = resourceOfRow(row);
  return {
    ...presentDecision(decision, knownSecrets(resource, inventory()), caller, inventory()),
    key: formatLiveKey(decision.key),
    type: resource.kind,
    host: resource.hostName,
    service: resource.kind === "host" ? null : resource.description,
    state: stateName(resource.kind, decision.state as StateCode),
    definition: definitionOf(decision, resource, caller, inventory()),
  };
}

/** Refuses with `invalid-body`. */
function filterOf(request: FastifyRequest) {
  const outcome = textIn(request, "outcome");
  const code = textIn(request, "code");
  const contact = textIn(request, "contact");
  const [from, to] = [timeIn(request, "from"), timeIn(request, "to")];
  const before = numberIn(request, "before", [0, Number.MAX_SAFE_INTEGER]);
  if (outcome !== undefined && !isOutcome(outcome))
    refuseField("outcome", `This should be one of ${OUTCOMES.join(", ")}.`);
  if (code !== undefined && !isReasonCode(code))
    refuseField("code", `This should be one of ${REASON_CODES.join(", ")}.`);
  if (contact !== undefined && (contact === "" || contact.length > MAX_NAME))
    refuseField("contact", `This should have from 1 to ${MAX_NAME} characters.`);
  if (from !== undefined && to !== undefined && to <= from) refuseField("to", "This should be later than `from`.");
  return {
    limit: numberIn(request, "limit", [1, MAX_DECISIONS]) ?? DEFAULT_DECISIONS,
    ...(outcome !== undefined && { outcome }),
    ...(code !== undefined && { code }),
    ...(contact !== undefined && { contact }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(before !== undefined && { before }),
  };
}

/** Refuses with `not-found`. */
function keyOf(request: FastifyRequest, { realtime }: Pick<ApiParts, "realtime">): ResourceKey | undefined {
  const text = textIn(request, "key");
  if (text === undefined) return undefined;
  const key = parseLiveKey(text);
  if (key === undefined || rowOfKey(realtime, key, callerOf(request).visibility) === undefined) unknownResource();
  return key;
}

const isOutcome = (text: string): text is (typeof OUTCOMES)[number] => (OUTCOMES as readonly string[]).includes(text);
