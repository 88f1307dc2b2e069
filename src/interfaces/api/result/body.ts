import type { CheckResult } from "../../../model/check-result.ts";
import { type Fields, optional, readObject, required, UNDECODABLE } from "../body-schema.ts";
import type { RequestBody, VersionedBody } from "../request-body.ts";
import { readResourceAction, REFERENCE, type ResourceReference } from "../resource-references.ts";
import type { TargetKind } from "../target.ts";
import { hostResultRequest, MAX_TEXT_LENGTH, resultsRequest, serviceResultRequest } from "./schema.ts";

export interface ResultBody {
  readonly status: CheckResult["returnCode"];
  readonly output?: string | null;
  readonly performance_data?: string | null;
}

export type ResultOfResource = ResultBody & ResourceReference;

/** Body with the result of one host or service (later versions §7.3). */
export const resultBody = (kind: TargetKind): VersionedBody<ResultBody> => ({
  schema: kind === "host" ? hostResultRequest : serviceResultRequest,
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body, { bodyMistakes }) => readObject(body, kind === "host" ? HOST : SERVICE, { words: bodyMistakes }),
});

/** Body with the results of several resources (later versions §7.1). */
export const resultsBody: RequestBody<readonly ResultOfResource[]> = {
  schema: resultsRequest,
  malformed: UNDECODABLE,
  isLarge: true,
  read: (body) =>
    readResourceAction<{ readonly resources: readonly ResultOfResource[] }>(body, {}, fieldsOfResult).resources,
};

const TEXTS: Fields = {
  output: optional("string-or-null", { maxLength: MAX_TEXT_LENGTH }),
  performance_data: optional("string-or-null", { maxLength: MAX_TEXT_LENGTH }),
};
const SERVICE: Fields = { status: required("integer", { values: [0, 1, 2, 3] }), ...TEXTS };
const HOST: Fields = { status: required("integer", { values: [0, 1, 2] }), ...TEXTS };
const HOST_RESULT: Fields = { ...REFERENCE, ...HOST };
const OTHER_RESULT: Fields = { ...REFERENCE, ...SERVICE };

const fieldsOfResult = (result: { readonly type?: unknown }): Fields =>
  result.type === "host" ? HOST_RESULT : OTHER_RESULT;
