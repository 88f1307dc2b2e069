/** Cache rule of documents that are the same for everyone. */
export const PUBLIC_CACHE = { "cache-control": "no-cache" } as const;

/** Headers of a page: it loads from this server only, and no other page may frame it. */
export const PAGE_HEADERS = {
  ...PUBLIC_CACHE,
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
} as const;
