import Type from "typebox";
import type { AcknowledgementSelection } from "../../../data/realtime/realtime.ts";
import { largeListAnswer } from "../large-list.ts";
import { listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import { found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { notFoundMessage } from "../schema-types.ts";
import { foundTarget, recordScopeOf, type TargetKind, TARGETS, targetOfPath } from "../target.ts";
import { laterVersionOf, versionOf } from "../versions.ts";
import { presentAcknowledgement } from "./present.ts";
import { acknowledgementItem, hostAcknowledgement } from "./schema.ts";
import type { AcknowledgementShape } from "./shapes.ts";

const SEARCH_FIELDS = [
  "id",
  "author_id",
  "comment",
  "entry_time",
  "deletion_time",
  "host_id",
  "service_id",
  "is_notify_contacts",
  "is_persistent_comment",
  "is_sticky",
  "poller_id",
  "state",
  "type",
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.state",
  "poller.id",
  "service.id",
  "service.description",
  "service.display_name",
];

const common = {
  surface: "centreon",
  right: "api-access",
  tag: "Acknowledgements",
  isListing: true,
  query: listQuerySchema(SEARCH_FIELDS),
} as const;
const BY_RESOURCE = "Includes cancelled ones. By host and service, the newest first, unless sorted.";
const itemOf = (kind: TargetKind) => (kind === "host" ? hostAcknowledgement : acknowledgementItem);
const ofHosts = (kind: TargetKind) => (kind === "host" ? "of-hosts" : undefined);

/** Listing of the latest acknowledgement of each host or service. */
export function latestAcknowledgements(kind: TargetKind, { since, listPaths }: AcknowledgementShape): Operation {
  const isOriginal = since === undefined;
  const selection: AcknowledgementSelection = {
    scope: { kind: `${kind}s` },
    only: isOriginal ? "latest-by-entry-time" : "latest",
  };
  return {
    ...common,
    method: "GET",
    id: `list-${kind}-acknowledgements`,
    ...(since && { since }),
    paths: listPaths(kind),
    summary: `The latest acknowledgement of each ${kind}`,
    description: isOriginal ? "Includes cancelled ones. Ordered by entry time unless sorted." : BY_RESOURCE,
    answers: listAnswers(itemOf(kind), true),
    handle: (request, { realtime }, reply) => {
      const version = isOriginal ? versionOf(request) : laterVersionOf(request);
      const query = listQueryOf(request, version);
      return largeListAnswer(
        reply,
        query,
        realtime.listAcknowledgements(selection, query, callerOf(request).visibility),
        (row) => presentAcknowledgement(row, version, ofHosts(kind)),
        { hasPagination: version.hasPagination, item: itemOf(kind) },
      );
    },
  };
}

/** All acknowledgements of one host or service (later versions §8.1). */
export function acknowledgementsOf(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    ...common,
    method: "GET",
    id: `list-acknowledgements-of-${kind}`,
    paths: [`/monitoring${path}/acknowledgements`],
    summary: `All acknowledgements of a ${kind}`,
    description: "Includes cancelled ones. The newest first unless sorted.",
    parameters,
    answers: { ...listAnswers(itemOf(kind), true), ...notFoundMessage },
    handle: (request, { realtime }, reply) => {
      const { visibility } = callerOf(request);
      const { key } = foundTarget(targetOfPath(realtime, kind, request, visibility), kind).resource;
      const version = laterVersionOf(request);
      const query = listQueryOf(request, version);
      return largeListAnswer(
        reply,
        query,
        realtime.listAcknowledgements({ scope: recordScopeOf(key), only: "all" }, query, visibility),
        (row) => presentAcknowledgement(row, version, ofHosts(kind)),
        { hasPagination: version.hasPagination, item: itemOf(kind) },
      );
    },
  };
}

/** All acknowledgements, and one of them (later versions §8.1). */
export const allAcknowledgements: readonly Operation[] = [
  {
    ...common,
    method: "GET",
    id: "list-acknowledgements",
    paths: ["/monitoring/acknowledgements"],
    summary: "All acknowledgements of hosts and services",
    description: BY_RESOURCE,
    answers: listAnswers(acknowledgementItem, true),
    handle: (request, { realtime }, reply) => {
      const version = laterVersionOf(request);
      const query = listQueryOf(request, version);
      const { visibility } = callerOf(request);
      return largeListAnswer(
        reply,
        query,
        realtime.listAcknowledgements({ scope: { kind: "all" }, only: "all" }, query, visibility),
        (row) => presentAcknowledgement(row, version),
        { hasPagination: version.hasPagination, item: acknowledgementItem },
      );
    },
  },
  {
    id: "get-acknowledgement",
    surface: "centreon",
    method: "GET",
    paths: ["/monitoring/acknowledgements/:acknowledgement_id(\\d+)"],
    right: "api-access",
    tag: "Acknowledgements",
    summary: "One acknowledgement",
    parameters: { acknowledgement_id: Type.Integer({ description: "Acknowledgement" }) },
    answers: { 200: acknowledgementItem, ...notFoundMessage },
    handle: (request, { realtime }) => {
      const id = idOf(request, "acknowledgement_id");
      const row = found(realtime.acknowledgement(id, callerOf(request).visibility), "Acknowledgement");
      return presentAcknowledgement(row, laterVersionOf(request));
    },
  },
];
