import { printable } from "../../lib/printable.ts";
import { didYouMean, similarNames } from "../../lib/similar-names.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ServerApi } from "../api-client.ts";
import { readHosts, readServices, type Resource } from "./resources.ts";

/** Names that a mistyped one is compared with. */
export const MAX_COMPARED = 20_000;
const MAX_LISTED = 5;

/** Finds a host, or one of its services, by name. Refuses with `not-found`, naming similar ones. */
export async function findResource(api: ServerApi, host: string, service?: string): Promise<Resource> {
  const ofHost = { "host.name": { $eq: host } };
  // The search ignores case and spaces at the end; names do not.
  const found =
    service === undefined
      ? (await readHosts(api, { conditions: [ofHost], limit: 20 })).items.find((item) => item.host === host)
      : (
          await readServices(api, {
            conditions: [ofHost, { "service.description": { $eq: service } }],
            limit: 20,
          })
        ).items.find((item) => item.host === host && item.service === service);
  if (found !== undefined) return found;
  if (service === undefined) throw await unknownHost(api, host);
  // Says so if the host itself is the mistake.
  await findResource(api, host);
  throw await unknownService(api, host, service);
}

/**
 * Refuses with `not-found` a name without a wildcard that nothing has: an empty list of it would say that all is well.
 */
export async function requireNamed(api: ServerApi, host: string | undefined, service?: string): Promise<void> {
  if (host === undefined || host.includes("*")) return;
  await findResource(api, host, service?.includes("*") ? undefined : service);
}

/** Name in messages, such as `web` or `web/disk`. */
export const nameOf = ({ host, service }: Resource): string =>
  printable(service === null ? host : `${host}/${service}`);

/** Path of Vigie's own API, below `/api`. */
export const pathOf = ({ hostId, serviceId }: Pick<Resource, "hostId" | "serviceId">): string =>
  serviceId === null ? `/hosts/${hostId}` : `/hosts/${hostId}/services/${serviceId}`;

async function unknownHost(api: ServerApi, host: string): Promise<Refusal> {
  const { items } = await readHosts(api, { limit: MAX_COMPARED });
  const similar = similarNames(
    host,
    items.map((item) => item.host),
  );
  return new Refusal("not-found", `There is no host ${printable(host)}.${didYouMean(similar.map(printable))}`);
}

async function unknownService(api: ServerApi, host: string, service: string): Promise<Refusal> {
  const { items } = await readServices(api, {
    conditions: [{ "host.name": { $eq: host } }],
    sort: { "service.description": "ASC" },
    limit: MAX_COMPARED,
  });
  // The search ignores case; names do not.
  const names = items.filter((item) => item.host === host).map((item) => item.service ?? "");
  const similar = similarNames(service, names);
  return new Refusal(
    "not-found",
    `There is no service ${printable(service)} on the host ${printable(host)}.` +
      (similar.length > 0 ? didYouMean(similar.map(printable)) : itsServices(names)),
  );
}

function itsServices(names: readonly string[]): string {
  if (names.length === 0) return " It has no services.";
  return ` It has ${names.slice(0, MAX_LISTED).map(printable).join(", ")}${names.length > MAX_LISTED ? ", …" : ""}.`;
}
