import type { Secret, Section } from "./section.ts";

export interface HeaderSettings {
  readonly headers: ReadonlyMap<string, string>;
  readonly secretHeaders: ReadonlyMap<string, Secret>;
}

/** Reads `headers` and `secret_headers` of a section. Refuses with `bad-setting`. */
export function readHeaders(section: Section): HeaderSettings {
  const headers = section.texts("headers");
  const secretHeaders = section.secrets("secret_headers");
  for (const [name, value] of [...headers, ...[...secretHeaders.keys()].map((header) => [header, ""] as const)]) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value))
      section.refuse("headers", `'${name}' is not a header that can be sent`);
  }
  return { headers, secretHeaders };
}
