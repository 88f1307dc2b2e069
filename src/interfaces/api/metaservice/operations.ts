import Type from "typebox";
import { ACKNOWLEDGEMENT_BODIES } from "../acknowledgement/body.ts";
import { checkBody } from "../check/body.ts";
import { commentBody } from "../comment/body.ts";
import { downtimeBody } from "../downtime/body.ts";
import { found, idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import { resultBody } from "../result/body.ts";
import { notFoundMessage } from "../schema-types.ts";
import { versionOf } from "../versions.ts";

type Asked = Pick<Operation, "id" | "method" | "right" | "tag" | "summary"> & {
  readonly body?: RequestBody<unknown> | VersionedBody<unknown>;
};

/** Operation on a meta service, of which there are none: 404 once the right and the body are good. */
const onMetaService = (what: string, asked: Asked): Operation => ({
  ...asked,
  surface: "centreon",
  paths: [`/monitoring/metaservices/:meta_id(\\d+)/${what}`],
  description: "Always 404: a meta service is a service of its technical host here, with the actions of services.",
  parameters: { meta_id: Type.Integer({ description: "Meta service" }) },
  answers: notFoundMessage,
  handle: (request) => {
    idOf(request, "meta_id");
    asked.body?.read(request.body, versionOf(request));
    return found(undefined, "Metaservice");
  },
});

/** Operations on meta services, with the roles of services (later versions §7.3, §8.1, §8.2). */
export const metaServiceOperations: readonly Operation[] = [
  onMetaService("check", {
    id: "check-metaservice",
    method: "POST",
    right: ["service_schedule_check", "service_schedule_forced_check"],
    tag: "Checks",
    summary: "Check a meta service",
    body: checkBody,
  }),
  onMetaService("submit", {
    id: "submit-metaservice-result",
    method: "POST",
    right: "service_submit_result",
    tag: "Results",
    summary: "Submit a result of a meta service",
    body: resultBody("service"),
  }),
  onMetaService("comments", {
    id: "add-metaservice-comment",
    method: "POST",
    right: "service_comment",
    tag: "Comments",
    summary: "Comment on a meta service",
    body: commentBody,
  }),
  onMetaService("acknowledgements", {
    id: "list-metaservice-acknowledgements",
    method: "GET",
    right: "api-access",
    tag: "Acknowledgements",
    summary: "List the acknowledgements of a meta service",
  }),
  onMetaService("acknowledgements", {
    id: "add-metaservice-acknowledgement",
    method: "POST",
    right: "service_acknowledgement",
    tag: "Acknowledgements",
    summary: "Acknowledge the problem of a meta service",
    body: ACKNOWLEDGEMENT_BODIES["service-20.04"],
  }),
  onMetaService("acknowledgements", {
    id: "cancel-metaservice-acknowledgement",
    method: "DELETE",
    right: "service_disacknowledgement",
    tag: "Acknowledgements",
    summary: "Cancel the acknowledgement of a meta service",
  }),
  onMetaService("downtimes", {
    id: "list-metaservice-downtimes",
    method: "GET",
    right: "api-access",
    tag: "Downtimes",
    summary: "List the downtimes of a meta service",
  }),
  onMetaService("downtimes", {
    id: "add-metaservice-downtime",
    method: "POST",
    right: "service_schedule_downtime",
    tag: "Downtimes",
    summary: "Schedule a downtime of a meta service",
    body: downtimeBody,
  }),
];
