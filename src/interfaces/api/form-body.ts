import { isUtf8 } from "node:buffer";
import { Refusal } from "../../model/refusal.ts";

/** Parses a body of `application/x-www-form-urlencoded`. Refuses with `invalid-body` if it is not UTF-8. */
export function readFormBody(body: Buffer): URLSearchParams {
  if (!isUtf8(body)) throw new Refusal("invalid-body", "The form is not UTF-8");
  return new URLSearchParams(body.toString());
}
