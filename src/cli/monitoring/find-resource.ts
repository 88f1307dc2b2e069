import { printable } from "../../lib/printable.ts";
import { Refusal } from "../../model/refusal.ts";
import type { ServerApi } from "../api-client.ts";
import { readHosts, readServices, type Resource } from "./resources.ts";

const MAX_SUGGESTIONS = 5;

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
  const similar = await readHosts(api, {
    conditions: [{ "host.name": { $lk: `%${likeText(host)}%` } }],
    limit: MAX_SUGGESTIONS,
  });
  return new Refusal(
    "not-found",
    `There is no host ${printable(host)}.${suggestion(similar.items.map((item) => item.host))}`,
  );
}

async function unknownService(api: ServerApi, host: string, service: string): Promise<Refusal> {
  const all = await readServices(api, { conditions: [{ "host.name": { $eq: host } }], limit: MAX_SUGGESTIONS + 1 });
  const names = all.items.map((item) => item.service ?? "");
  return new Refusal(
    "not-found",
    `There is no service ${printable(service)} on the host ${printable(host)}.${suggestion(names)}`,
  );
}

const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const suggestion = (names: readonly string[]): string =>
  names.length === 0
    ? ""
    : ` There is ${names.slice(0, MAX_SUGGESTIONS).map(printable).join(", ")}${names.length > MAX_SUGGESTIONS ? ", …" : ""}.`;
