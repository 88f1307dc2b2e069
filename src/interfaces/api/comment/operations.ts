import type { FastifyRequest } from "fastify";
import Type, { type Static } from "typebox";
import { formatRfc3339 } from "../../../lib/rfc3339.ts";
import type { Comment } from "../../../model/comment.ts";
import { Refusal } from "../../../model/refusal.ts";
import { hostIdOf, isHostKey, MAX_ID, serviceIdOf, type ResourceKey } from "../../../model/resource-key.ts";
import { seesResource, type Visibility } from "../../../model/visibility.ts";
import { refuseField } from "../body-refusal.ts";
import { parseLiveKey } from "../live/live-key.ts";
import { liveKeySchema } from "../live/row-schema.ts";
import { mayDeleteComment } from "./may-delete-comment.ts";
import { findHost, findService } from "../lookup.ts";
import type { ApiParts } from "../api-parts.ts";
import type { Operation } from "../operation.ts";
import { numberIn, textIn } from "../query-parameters.ts";
import { bodyOf } from "../request-body.ts";
import { actorOf, callerOf, requireRole } from "../rights.ts";
import { doneAnswer, invalidAnswer, missingAnswer } from "../schema-types.ts";
import { foundTarget, type TargetKind, TARGETS, targetOf, targetOfPath } from "../target.ts";
import { commentActions } from "./actions.ts";
import { commentCreated, commentList, commentRequest, MAX_COMMENTS } from "./schema.ts";

const ownBody = bodyOf(commentRequest);

/** Comments: Vigie's own operations, and those of later versions. */
export const commentOperations: readonly Operation[] = [
  {
    id: "list-comments",
    surface: "vigie",
    method: "GET",
    paths: ["/comments"],
    right: "api-access",
    tag: "Comments",
    summary: "List the comments on hosts and services",
    description: "Those on visible resources; deleted ones are in the history only.",
    query: {
      key: Type.Optional({ ...liveKeySchema, description: "Only on this host or service" }),
      host_id: Type.Optional(Type.Integer({ description: "Only on this host and its services" })),
      service_id: Type.Optional(
        Type.Integer({ description: "Only on this service of the host; 0: on the host itself" }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_COMMENTS, default: 100 })),
    },
    answers: { 200: commentList, ...invalidAnswer },
    handle: (request, parts) => {
      const limit = numberIn(request, "limit", [1, MAX_COMMENTS]) ?? 100;
      const [hostId, serviceId] = [
        numberIn(request, "host_id", [1, MAX_ID]),
        numberIn(request, "service_id", [0, MAX_ID]),
      ];
      const only = textIn(request, "key") === undefined ? undefined : keyIn(request);
      const isWanted = (key: ResourceKey): boolean =>
        (only === undefined || key === only) &&
        (hostId === undefined || hostIdOf(key) === hostId) &&
        (serviceId === undefined || serviceOf(key) === serviceId);
      const { visibility } = callerOf(request);
      const shown = [...parts.comments.all()]
        .filter(({ key }) => isWanted(key))
        .flatMap((comment) => presentComment(comment, parts, visibility) ?? [])
        .toSorted((one, other) => other.id - one.id);
      return { result: shown.slice(0, limit), meta: { limit, total: shown.length } };
    },
  },
  addition("host"),
  addition("service"),
  {
    id: "add-comment",
    surface: "vigie",
    method: "POST",
    paths: ["/comments"],
    right: ["host_comment", "service_comment"],
    tag: "Comments",
    summary: "Add a comment to a host or a service",
    query: { key: liveKeySchema },
    body: ownBody,
    answers: { 201: commentCreated, ...invalidAnswer, ...missingAnswer },
    handle: async (request, parts) => {
      const body = ownBody.read(request.body);
      const caller = callerOf(request);
      const key = keyIn(request);
      const kind: TargetKind = isHostKey(key) ? "host" : "service";
      const target = targetOf(parts.realtime, kind, hostIdOf(key), serviceIdOf(key), caller.visibility);
      const { resource } = foundTarget(target, kind);
      requireRole(caller, `${kind}_comment`);
      return addComment(resource.key, body, request, parts);
    },
  },
  ...commentActions,
  {
    id: "delete-comment",
    surface: "vigie",
    method: "DELETE",
    paths: ["/comments/:comment_id(\\d+)"],
    right: ["host_comment", "service_comment"],
    tag: "Comments",
    summary: "Delete a comment",
    description: "Administrators any comment, others their own ones.",
    parameters: { comment_id: Type.Integer({ description: "Comment" }) },
    answers: { ...doneAnswer, ...missingAnswer },
    handle: async (request, { comments, operations }) => {
      const id = Number((request.params as { readonly comment_id: string }).comment_id);
      const caller = callerOf(request);
      const found = comments.get(id);
      if (found === undefined || !seesResource(caller.visibility, found.key))
        throw new Refusal("comment-not-found", `There is no comment ${id}.`);
      if (!mayDeleteComment(found, caller))
        throw new Refusal(
          "administrators-only",
          `Comment ${id} is by ${found.author ?? "nobody"}: administrators only`,
        );
      await operations.deleteComment(id, isHostKey(found.key) ? "host" : "service", actorOf(request));
    },
  },
];

function addition(kind: TargetKind): Operation {
  const { path, parameters } = TARGETS[kind];
  return {
    id: `comment-on-${kind}`,
    surface: "vigie",
    method: "POST",
    paths: [`${path}/comments`],
    right: `${kind}_comment`,
    tag: "Comments",
    summary: `Add a comment to a ${kind}`,
    parameters,
    body: ownBody,
    answers: { 201: commentCreated, ...invalidAnswer, ...missingAnswer },
    handle: async (request, parts) => {
      const body = ownBody.read(request.body);
      const target = targetOfPath(parts.realtime, kind, request, callerOf(request).visibility);
      return addComment(foundTarget(target, kind).resource.key, body, request, parts);
    },
  };
}

async function addComment(
  key: ResourceKey,
  { comment: text, persistent = true }: Static<typeof commentRequest>,
  request: FastifyRequest,
  { operations, clock }: ApiParts,
): Promise<{ readonly id: number | undefined }> {
  const entryTime = Math.floor(clock.now());
  const [id] = await operations.addComments([{ key, text, entryTime, isPersistent: persistent }], actorOf(request));
  return { id };
}

/** Refuses with `invalid-body`. */
const keyIn = (request: FastifyRequest): ResourceKey =>
  parseLiveKey(textIn(request, "key") ?? "") ?? refuseField("key", "This should be a key such as s41.7.");

const serviceOf = (key: ResourceKey): number => (isHostKey(key) ? 0 : serviceIdOf(key));

/** Undefined on a resource that the caller does not see, or that is not configured. */
function presentComment(
  { key, ...comment }: Comment,
  { realtime }: Pick<ApiParts, "realtime">,
  visibility: Visibility,
) {
  const service = isHostKey(key) ? null : findService(realtime, hostIdOf(key), serviceIdOf(key), visibility);
  const host = service === null ? findHost(realtime, hostIdOf(key), visibility) : service?.host;
  if (host === undefined || service === undefined) return undefined;
  return {
    id: comment.id,
    host: { id: host.host.hostId, name: host.host.hostName },
    service: service === null ? null : { id: service.service.serviceId, name: service.service.description },
    entry_time: formatRfc3339(comment.entryTime) ?? "",
    author: comment.author,
    comment: comment.text,
    type: comment.entryType,
    persistent: comment.isPersistent,
  };
}
