import { ACKNOWLEDGEMENT_BODIES } from "../acknowledgement/body.ts";
import { checkBody } from "../check/body.ts";
import { commentBody } from "../comment/body.ts";
import { downtimeBody } from "../downtime/body.ts";
import type { Operation } from "../operation.ts";
import { resultBody } from "../result/body.ts";
import { onMetaService } from "./on-metaservice.ts";

const META_SERVICE = "/monitoring/metaservices/:meta_id(\\d+)";

/** Operations on meta services, with the roles of services (later versions §7.3, §8.1, §8.2). */
export const metaServiceOperations: readonly Operation[] = [
  onMetaService({
    id: "check-metaservice",
    path: `${META_SERVICE}/check`,
    method: "POST",
    right: ["service_schedule_check", "service_schedule_forced_check"],
    tag: "Checks",
    summary: "Check a meta service",
    body: checkBody,
  }),
  onMetaService({
    id: "submit-metaservice-result",
    path: `${META_SERVICE}/submit`,
    method: "POST",
    right: "service_submit_result",
    tag: "Results",
    summary: "Submit a result of a meta service",
    body: resultBody("service"),
  }),
  onMetaService({
    id: "add-metaservice-comment",
    path: `${META_SERVICE}/comments`,
    method: "POST",
    right: "service_comment",
    tag: "Comments",
    summary: "Comment on a meta service",
    body: commentBody,
  }),
  onMetaService({
    id: "list-metaservice-acknowledgements",
    path: `${META_SERVICE}/acknowledgements`,
    tag: "Acknowledgements",
    summary: "List the acknowledgements of a meta service",
  }),
  onMetaService({
    id: "add-metaservice-acknowledgement",
    path: `${META_SERVICE}/acknowledgements`,
    method: "POST",
    right: "service_acknowledgement",
    tag: "Acknowledgements",
    summary: "Acknowledge the problem of a meta service",
    body: ACKNOWLEDGEMENT_BODIES["service-20.04"],
  }),
  onMetaService({
    id: "cancel-metaservice-acknowledgement",
    path: `${META_SERVICE}/acknowledgements`,
    method: "DELETE",
    right: "service_disacknowledgement",
    tag: "Acknowledgements",
    summary: "Cancel the acknowledgement of a meta service",
  }),
  onMetaService({
    id: "list-metaservice-downtimes",
    path: `${META_SERVICE}/downtimes`,
    tag: "Downtimes",
    summary: "List the downtimes of a meta service",
  }),
  onMetaService({
    id: "add-metaservice-downtime",
    path: `${META_SERVICE}/downtimes`,
    method: "POST",
    right: "service_schedule_downtime",
    tag: "Downtimes",
    summary: "Schedule a downtime of a meta service",
    body: downtimeBody,
  }),
];
