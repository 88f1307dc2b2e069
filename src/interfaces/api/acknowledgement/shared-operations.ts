import type { TSchema } from "typebox";
import type { Acknowledgement } from "../../../model/acknowledgement.ts";
import { Refusal } from "../../../lib/refusal.ts";
import { isAcknowledged } from "../../../model/resource-state.ts";
import { listAnswer, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { ApiParts, Operation } from "../operation.ts";
import { callerOf, type OperationId } from "../rights.ts";
import { commandAnswers, notFoundAnswer, notFoundMessage } from "../schema-types.ts";
import { type Target, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { presentAcknowledgement } from "./present.ts";

type Paths = Operation["paths"];

const SEARCH_FIELDS = {
  host: [
    "id",
    "author_id",
    "comment",
    "entry_time",
    "deletion_time",
    "host_id",
    "is_notify_contacts",
    "is_persistent_comment",
    "is_sticky",
    "poller_id",
    "state",
    "host.id",
    "host.name",
    "host.alias",
    "host.address",
    "host.state",
    "poller.id",
  ],
  get service() {
    return [...this.host, "service_id", "service.id", "service.description", "service.display_name"];
  },
};

/** The latest acknowledgement of each host or service; `item` picks the members shown. */
export function latestAcknowledgements(
  parts: ApiParts,
  kind: TargetKind,
  id: OperationId,
  paths: Paths,
  item: TSchema,
): Operation {
  const list = kind === "host" ? parts.realtime.listHostAcknowledgements : parts.realtime.listServiceAcknowledgements;
  return {
    id,
    method: "GET",
    paths,
    tag: "Acknowledgements",
    summary: `The latest acknowledgement of each ${kind}`,
    description: "Cancelled ones too. Ordered by entry time unless sorted.",
    isListing: true,
    query: listQuerySchema(SEARCH_FIELDS[kind]),
    answers: listAnswers(item),
    handle: (request) => {
      const query = listQueryOf(request);
      return listAnswer(query, list(query, callerOf(request).visibility), presentAcknowledgement);
    },
  };
}

/** `missing` is the refusal for a target that does not exist: `not-found` has an empty body, `command-target-not-found` a message. */
export function cancellation(
  parts: ApiParts,
  kind: TargetKind,
  id: OperationId,
  paths: Paths,
  missing: "not-found" | "command-target-not-found",
): Operation {
  const { noun, parameters } = TARGETS[kind];
  return {
    id,
    method: "DELETE",
    paths,
    tag: "Acknowledgements",
    summary: `Cancel the acknowledgement of a ${kind}`,
    parameters,
    answers: { ...commandAnswers, ...(missing === "not-found" ? notFoundAnswer : notFoundMessage) },
    handle: async (request, reply) => {
      const { visibility, alias } = callerOf(request);
      const target = targetOfPath(parts.realtime, kind, request, visibility);
      if (target === undefined) throw new Refusal(missing, `${noun} not found`);
      const latest = cancellable(parts, target);
      if (latest === undefined)
        throw new Refusal("acknowledgement-not-found", `No acknowledgement found for this ${kind}`);
      if (latest.deletionTime !== null)
        throw new Refusal("acknowledgement-already-cancelled", `Acknowledgement already cancelled for this ${kind}`);
      await parts.commands.cancelAcknowledgement(target.resource.key, alias);
      return reply.code(204).send();
    },
  };
}

/**
 * As the reference answers: an old acknowledgement by someone who is no contact counts as none for a cancellation, though it is
 * listed. One that holds can be cancelled whoever set it.
 */
function cancellable({ realtime, access }: ApiParts, { resource, state }: Target): Acknowledgement | undefined {
  const latest = realtime.latestAcknowledgement(resource.key);
  const author = latest?.author ?? null;
  if (author !== null && access.accountByAlias(author) !== undefined) return latest;
  return isAcknowledged(state) ? latest : undefined;
}
