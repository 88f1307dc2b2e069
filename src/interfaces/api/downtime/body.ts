import type { UnixSeconds } from "../../../lib/clock.ts";
import { parseRfc3339 } from "../../../lib/rfc3339.ts";
import type { DowntimeRequest } from "../../../model/downtime.ts";
import { Refusal } from "../../../model/refusal.ts";
import { type Fields, optional, readArray, readObject, required, UNDECODABLE } from "../body-schema.ts";
import { MALFORMED_JSON, quoteJson } from "../json-body.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import {
  ITEM_TARGETS,
  type ItemTarget,
  MAX_COMMENT_LENGTH,
  MAX_RESOURCES,
  readResourceAction,
  referenceOf,
  type ResourceReference,
} from "../resource-references.ts";
import type { TargetKind } from "../target.ts";
import { downtimeRequest, hostDowntimesRequest, resourceDowntimesRequest, serviceDowntimesRequest } from "./schema.ts";

// In the order in which mistakes are reported (contract §7.5).
const FIELDS: Fields = {
  start_time: required("date-time"),
  end_time: required("date-time"),
  is_fixed: required("boolean"),
  duration: required("integer"),
  comment: required("string"),
  author_id: optional("integer"),
  with_services: optional("boolean"),
};
const OF_MANY: Fields = { ...FIELDS, comment: required("string", { maxLength: MAX_COMMENT_LENGTH }) };

interface Body {
  readonly start_time: string;
  readonly end_time: string;
  readonly is_fixed: boolean;
  readonly duration: number;
  readonly comment: string;
  readonly with_services?: boolean;
}

export interface WantedDowntime {
  readonly request: DowntimeRequest;
  readonly withServices: boolean;
}

/** Downtime of one of several resources. */
export interface DowntimeOfItem extends WantedDowntime {
  readonly reference: ResourceReference;
}

/** Body of the downtime of one host or service. Unknown fields are ignored under the original tokens. */
export const downtimeBody: VersionedBody<WantedDowntime> = {
  schema: downtimeRequest,
  malformed: ({ bodyMistakes }) => (bodyMistakes === "error-on" ? MALFORMED_JSON : UNDECODABLE),
  read(body, { bodyMistakes: words, unknownDowntimeField }) {
    if (body === undefined && words === "error-on") throw new Refusal("invalid-body", "Internal error");
    return wanted(readObject<Body>(body, FIELDS, { words, isUnknownIgnored: unknownDowntimeField === "ignored" }));
  },
};

/** Body of the same downtime of several resources (later versions §7.1). */
export const resourceDowntimesBody: RequestBody<WantedDowntime & { readonly resources: readonly ResourceReference[] }> =
  {
    schema: resourceDowntimesRequest,
    malformed: UNDECODABLE,
    isLarge: true,
    read(body) {
      const { resources, downtime } = readResourceAction<{
        readonly resources: readonly ResourceReference[];
        readonly downtime: Body;
      }>(body, { downtime: required("object", { members: OF_MANY }) });
      return { resources, ...wanted(downtime) };
    },
  };

/** Body of downtimes of several resources of one kind, each with its own members (later versions §7.3). */
export const downtimesBody = (kind: TargetKind): RequestBody<readonly DowntimeOfItem[]> => ({
  schema: kind === "host" ? hostDowntimesRequest : serviceDowntimesRequest,
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body) =>
    readArray<Body & ItemTarget>(body, () => ({ ...OF_MANY, ...ITEM_TARGETS[kind] }), MAX_RESOURCES).map((item) => ({
      ...wanted(item),
      reference: referenceOf(kind, item),
    })),
});

function wanted(fields: Body): WantedDowntime {
  return {
    request: {
      startTime: instant(fields.start_time),
      endTime: instant(fields.end_time),
      isFixed: fields.is_fixed,
      duration: fields.duration,
      comment: fields.comment,
    },
    withServices: fields.with_services ?? false,
  };
}

/**
 * Parses a date. Lower-case `t` and `z` pass the format check and fail here, with a separate message (contract §7.5).
 */
function instant(text: string): UnixSeconds {
  const time = /[tz]/.test(text) ? undefined : parseRfc3339(text);
  if (time === undefined)
    throw new Refusal("invalid-body", `Invalid datetime ${quoteJson(text)}, expected format Y-m-d\\TH:i:sP.`);
  return time;
}
