/** Parameters of an address as texts: what people read, type and send each other has no JSON in it. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The way back; leaves readable what may stand in a query as it is. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
  if (pairs.length === 0) return "";
  return `?${pairs.map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join("&")}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll(/%(?:3A|2C|2F|2A|40|3F)/g, decodeURIComponent)
    .replaceAll("%20", "+");
