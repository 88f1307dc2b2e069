import Type from "typebox";
import { Refusal } from "../../../model/refusal.ts";
import { ACKNOWLEDGEMENT_BODIES } from "../acknowledgement/body.ts";
import { checkBody } from "../check/body.ts";
import { commentBody } from "../comment/body.ts";
import { downtimeBody } from "../downtime/body.ts";
import { idOf } from "../lookup.ts";
import type { Operation } from "../operation.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import { resultBody } from "../result/body.ts";
import { notFoundMessage } from "../schema-types.ts";
import { versionOf } from "../versions.ts";

const action = (
  id: string,
  path: string,
  tag: string,
  right: Operation["right"],
  body: RequestBody<unknown> | VersionedBody<unknown>,
): Operation => ({
  id,
  surface: "centreon",
  method: "POST",
  paths: [`/monitoring/metaservices/:meta_id(\\d+)/${path}`],
  right,
  tag,
  summary: "The same of a meta service",
  description: "Always 404: a meta service is a service of its technical host here, with the actions of services.",
  parameters: { meta_id: Type.Integer({ description: "Meta service" }) },
  body,
  answers: notFoundMessage,
  handle: (request) => {
    idOf(request, "meta_id");
    body.read(request.body, versionOf(request));
    throw new Refusal("not-found", "Metaservice not found");
  },
});

/** Actions on meta services, none of which is found by its own id (later versions §7.3). */
export const metaServiceOperations: readonly Operation[] = [
  action(
    "check-metaservice",
    "check",
    "Checks",
    ["service_schedule_check", "service_schedule_forced_check"],
    checkBody,
  ),
  action("submit-metaservice-result", "submit", "Results", "service_submit_result", resultBody("service")),
  action("add-metaservice-comment", "comments", "Comments", "service_comment", commentBody),
  action(
    "add-metaservice-acknowledgement",
    "acknowledgements",
    "Acknowledgements",
    "service_acknowledgement",
    ACKNOWLEDGEMENT_BODIES["service-20.04"],
  ),
  action("add-metaservice-downtime", "downtimes", "Downtimes", "service_schedule_downtime", downtimeBody),
];
