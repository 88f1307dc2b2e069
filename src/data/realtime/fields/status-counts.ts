import type { ServiceGroup } from "../../../model/objects.ts";
import { STATUSES } from "../../../model/resource-status.ts";
import type { HostEntry, ServiceEntry } from "../rows/rows.ts";
import { fieldTable, number, text } from "../search/field.ts";
import { join } from "../search/join.ts";
import type { Listing } from "../search/list-rows.ts";
import { ABSENT_CATEGORIES } from "./absent.ts";
import { hostListing, type HostPlace } from "./hosts.ts";
import { serviceFields } from "./service-fields.ts";
import { serviceListing, type ServicePlace } from "./services.ts";

// The fields of the listings, so that a count is the total of the listing under the same search, and those of §8.4.

const ofService = serviceFields<HostPlace>("service", (at) => at.service);

/** Search of `GET /monitoring/hosts/status`. */
export const hostStatusListing: Listing<HostEntry, HostPlace> = {
  ...hostListing,
  fields: fieldTable<HostPlace>(
    Object.fromEntries(hostListing.fields),
    {
      name: hostListing.fields.get("host.name")!,
      status: text("host", ({ host }) => host && STATUSES.host[host.state.check.state].name),
      "service.id": ofService["service.id"],
      "service.name": ofService["service.description"],
      "service_group.id": number("service_group", (at) => at.serviceGroup?.id ?? null),
      "service_group.name": text("service_group", (at) => at.serviceGroup?.name ?? null),
    },
    ABSENT_CATEGORIES.ofServices,
  ),
  joins: [
    ...hostListing.joins,
    join<HostPlace, ServiceGroup>(
      "service_group",
      (at) => at.service?.groups ?? [],
      (at, row) => {
        at.serviceGroup = row;
      },
      "service",
    ),
  ],
};

/** Search of `GET /monitoring/services/status`. */
export const serviceStatusListing: Listing<ServiceEntry, ServicePlace> = {
  ...serviceListing,
  fields: fieldTable<ServicePlace>(
    Object.fromEntries(serviceListing.fields),
    {
      name: serviceListing.fields.get("service.name")!,
      status: text("service", ({ service }) => service && STATUSES.service[service.state.check.state].name),
    },
    ABSENT_CATEGORIES.ofHosts,
    ABSENT_CATEGORIES.ofServices,
  ),
};
