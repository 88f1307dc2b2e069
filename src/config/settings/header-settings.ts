import type { RequestHeaders } from "../../data/timeseries/remote-write/remote-target.ts";
import type { Secret, Section } from "./section.ts";
import { errorOf } from "../../model/configuration-errors.ts";

export interface HeaderSettings {
  readonly headers: ReadonlyMap<string, string>;
  readonly secretHeaders: ReadonlyMap<string, Secret>;
}

/** The headers of a request as they are now: the files of secrets may change. */
export async function requestHeaders({ headers, secretHeaders }: HeaderSettings): Promise<RequestHeaders> {
  const secrets = await Promise.all(
    [...secretHeaders].map(async ([header, secret]) => [header, await secret()] as const),
  );
  return {
    headers: { ...Object.fromEntries(headers), ...Object.fromEntries(secrets) },
    secrets: secrets.map(([, secret]) => secret),
  };
}

/** Reads `headers` and `secret_headers` of a section. Refuses with `bad-setting`. */
export function readHeaders(section: Section): HeaderSettings {
  const headers = section.texts("headers");
  const secretHeaders = section.secrets("secret_headers");
  for (const [name, value] of [...headers, ...[...secretHeaders.keys()].map((header) => [header, ""] as const)]) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value))
      section.refuse("headers", errorOf("not-a-header", { name }));
  }
  return { headers, secretHeaders };
}
