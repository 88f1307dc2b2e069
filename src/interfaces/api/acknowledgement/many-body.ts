import Type from "typebox";
import { type Fields, optional, required, UNDECODABLE } from "../body-schema.ts";
import type { RequestBody } from "../request-body.ts";
import {
  MAX_COMMENT_LENGTH,
  readReferences,
  readResourceAction,
  type ResourceReference,
  referencesSchema,
  strict,
} from "../resource-references.ts";
import { settings } from "./schema.ts";

/** Members of an acknowledgement of several resources (later versions §7.1); all optional. */
export interface AcknowledgementOfMany {
  readonly comment?: string;
  readonly with_services?: boolean;
  readonly force_active_checks?: boolean;
  readonly is_notify_contacts?: boolean;
  readonly is_persistent_comment?: boolean;
  readonly is_sticky?: boolean;
}

interface Resources {
  readonly resources: readonly ResourceReference[];
}

const withServices = Type.Optional(
  Type.Boolean({ default: false, description: "Also the visible services of hosts, with the role on services" }),
);

const acknowledgement = Type.Object(
  {
    comment: Type.Optional(
      Type.String({
        maxLength: MAX_COMMENT_LENGTH,
        description: "If empty, nothing is acknowledged; if absent, it names the caller",
      }),
    ),
    with_services: withServices,
    force_active_checks: Type.Optional(Type.Boolean({ default: true, description: "Check each of them now" })),
    is_notify_contacts: Type.Optional({ ...settings.is_notify_contacts, default: true }),
    is_persistent_comment: Type.Optional({ ...settings.is_persistent_comment, default: true }),
    is_sticky: Type.Optional({ ...settings.is_sticky, default: true }),
  },
  strict,
);

const MEMBERS: Fields = {
  comment: optional("string", { maxLength: MAX_COMMENT_LENGTH }),
  with_services: optional("boolean"),
  force_active_checks: optional("boolean"),
  is_notify_contacts: optional("boolean"),
  is_persistent_comment: optional("boolean"),
  is_sticky: optional("boolean"),
};

/** Body of an acknowledgement of several resources. 20.04 spells its member `acknowledgment`. */
export const resourceAcknowledgementsBody: RequestBody<
  Resources & { readonly acknowledgement: AcknowledgementOfMany }
> = {
  schema: Type.Object({ resources: referencesSchema, acknowledgement }, strict),
  malformed: UNDECODABLE,
  isLarge: true,
  read(body) {
    const isOf2004 = Object.hasOwn(Object(body) as object, "acknowledgment");
    const member = isOf2004 ? "acknowledgment" : "acknowledgement";
    const read = readResourceAction<
      Resources & { readonly acknowledgement?: AcknowledgementOfMany; readonly acknowledgment?: AcknowledgementOfMany }
    >(body, { [member]: required("object", { members: MEMBERS }) });
    return { resources: read.resources, acknowledgement: read[member]! };
  },
};

/** Body of the cancellation of several acknowledgements. */
export const resourceCancellationsBody: RequestBody<
  Resources & { readonly disacknowledgement: { readonly with_services?: boolean } }
> = {
  schema: Type.Object(
    { resources: referencesSchema, disacknowledgement: Type.Object({ with_services: withServices }, strict) },
    strict,
  ),
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body) =>
    readResourceAction(body, {
      disacknowledgement: required("object", { members: { with_services: optional("boolean") } }),
    }),
};

/** The same in 20.04: the array of resources. */
export const referencesBody: RequestBody<readonly ResourceReference[]> = {
  schema: referencesSchema,
  malformed: UNDECODABLE,
  isLarge: true,
  read: readReferences,
};
