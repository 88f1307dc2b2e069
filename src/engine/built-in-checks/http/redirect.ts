import type { KindOutcome } from "../kind.ts";
import { outcome } from "../outcome.ts";
import type { HttpTarget } from "./http-request.ts";
import { headerValue, type HttpResponse } from "./http-response.ts";
import type { HttpSettings } from "./http-settings.ts";

/** Target of a redirect from `from` with -f follow, sticky or stickyport, or the outcome if it cannot be followed. */
export function redirectedTarget(
  response: HttpResponse,
  from: HttpTarget,
  settings: HttpSettings,
): HttpTarget | KindOutcome {
  const location = headerValue(response.header, "Location");
  if (location === null)
    return outcome(3, `HTTP UNKNOWN - Could not find redirect location - ${asText(response.statusLine)}\n`);
  const target = targetOf(location.split(" ")[0]!, from);
  if (target === null) return outcome(3, `HTTP UNKNOWN - Could not parse redirect location - ${asText(location)}\n`);
  const kept = applyRedirectMode(target, from, settings);
  if (kept.port > 65_535) return outcome(3, `HTTP UNKNOWN - Redirection to port above 65535 - ${urlOf(kept)}\n`);
  const isSame =
    kept.port === from.port &&
    kept.url === from.url &&
    kept.isTls === from.isTls &&
    kept.hostName === (from.hostName ?? from.address);
  return isSame ? outcome(2, `HTTP CRITICAL - redirection creates an infinite loop - ${urlOf(kept)}\n`) : kept;
}

/** Formats `http://host:port/path`, as in messages. */
export function urlOf(target: HttpTarget): string {
  return `${target.isTls ? "https" : "http"}://${target.hostName ?? target.address}:${target.port}${target.url}`;
}

function targetOf(location: string, from: HttpTarget): HttpTarget | null {
  const absolute = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?(.*)$/i.exec(location);
  if (absolute) {
    const isTls = absolute[1]!.toLowerCase() === "https";
    const host = absolute[2]!.replace(/^\[(.*)\]$/, "$1");
    const port = absolute[3] === undefined ? (isTls ? 443 : 80) : Number(absolute[3]);
    const url = absolute[4]!.startsWith("/") ? absolute[4]! : `/${absolute[4]!}`;
    return { address: host, hostName: host, hostHeader: null, port, isTls, url };
  }
  if (location === "" || /^[a-z][a-z0-9+.-]*:/i.test(location)) return null;
  const path = from.url.split("?")[0]!;
  const url = location.startsWith("/") ? location : `${path.slice(0, path.lastIndexOf("/") + 1)}${location}`;
  return { ...from, hostName: from.hostName ?? from.address, hostHeader: null, url };
}

// `follow` also connects to the host name of the request: a relative redirect with -I resolves that name.
function applyRedirectMode(target: HttpTarget, from: HttpTarget, { onRedirect }: HttpSettings): HttpTarget {
  if (onRedirect === "follow") return { ...target, address: target.hostName ?? target.address };
  return { ...target, address: from.address, port: onRedirect === "stickyport" ? from.port : target.port };
}

function asText(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
