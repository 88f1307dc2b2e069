import type { HttpSettings } from "./http-settings.ts";

/** Destination of the next request; redirects change it. */
export interface HttpTarget {
  /** Address to connect to. */
  readonly address: string;
  readonly port: number;
  readonly isTls: boolean;
  /** Host name for messages, the Host header and SNI; null to send none (HTTP/1.0 then). */
  readonly hostName: string | null;
  /** Host header as set by -H; null to build it from the host name and port. */
  readonly hostHeader: string | null;
  readonly url: string;
}

/** Text of the request as sent. */
export function requestText(settings: HttpSettings, target: HttpTarget): string {
  const isTunnelled = tunnels(settings, target);
  const lines = [
    `${isTunnelled ? settings.tunnelMethod : settings.method} ${target.url} ` +
      `${target.hostName === null ? "HTTP/1.0" : "HTTP/1.1"}`,
    `User-Agent: ${settings.userAgent}`,
    "Connection: close",
    ...hostLine(settings, target),
    ...settings.headers.filter((header) => header !== ""),
    ...(settings.authorization === null ? [] : [`Authorization: Basic ${base64(settings.authorization)}`]),
    ...(settings.proxyAuthorization === null
      ? []
      : [`Proxy-Authorization: Basic ${base64(settings.proxyAuthorization)}`]),
  ];
  if (settings.body === null) return `${lines.join("\r\n")}\r\n\r\n`;
  lines.push(`Content-Type: ${settings.contentType}`, `Content-Length: ${Buffer.byteLength(settings.body)}`);
  return `${lines.join("\r\n")}\r\n\r\n${settings.body}`;
}

/** True if a proxy must open a tunnel first: -j CONNECT with TLS. */
export function tunnels(settings: HttpSettings, target: HttpTarget): boolean {
  return settings.method === "CONNECT" && target.isTls && target.hostName !== null;
}

/** Text of the CONNECT request to the proxy. */
export function connectText(settings: HttpSettings, target: HttpTarget): string {
  return [
    `CONNECT ${target.hostName!}:443 HTTP/1.1`,
    `User-Agent: ${settings.userAgent}`,
    ...(settings.proxyAuthorization === null
      ? []
      : [`Proxy-Authorization: Basic ${base64(settings.proxyAuthorization)}`]),
    ...settings.headers.filter((header) => header !== ""),
    "Proxy-Connection: keep-alive",
    `Host: ${target.hostName!}`,
    "",
    "",
  ].join("\r\n");
}

function hostLine(settings: HttpSettings, target: HttpTarget): string[] {
  if (target.hostName === null || settings.headers.some((header) => /^host:/i.test(header))) return [];
  if (target.hostHeader !== null && target.hostHeader !== target.hostName) return [`Host: ${target.hostHeader}`];
  const isDefaultPort = target.port === (target.isTls ? 443 : 80) || tunnels(settings, target);
  const name = target.hostName.includes(":") ? `[${target.hostName}]` : target.hostName;
  return [`Host: ${name}${isDefaultPort ? "" : `:${target.port}`}`];
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
