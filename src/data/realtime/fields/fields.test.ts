import { describe, expect, test } from "vitest";
import { seesAll, tableOf } from "../../../../test/support/table-of.ts";
import { createRealtime } from "../create-realtime.ts";
import type { DowntimeScope } from "../realtime.ts";
import { parseListQuery, type ListQuery } from "../search/list-query.ts";

const realtime = createRealtime({ accountByAlias: () => undefined });
const { inventory, snapshot, objectIds } = tableOf({ hosts: [{ name: "web", services: [{ description: "Ping" }] }] });
realtime.load(inventory, snapshot, objectIds);

const downtimes = (scope: DowntimeScope) => (query: ListQuery) => realtime.listDowntimes(scope, query, seesAll);
const DOWNTIME = [
  "id",
  "entry_time",
  "is_cancelled",
  "comment",
  "deletion_time",
  "duration",
  "end_time",
  "is_fixed",
  "start_time",
  "contact.id",
  "contact.name",
];
const DOWNTIME_HOST = [
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.display_name",
  "host.state",
  "poller.id",
];
const HOST = ["host.id", "host.name", "host.alias", "host.address", "host.state", "poller.id"];
const ACKNOWLEDGEMENT = [
  "id",
  "author_id",
  "comment",
  "entry_time",
  "deletion_time",
  "host_id",
  "is_notify_contacts",
  "is_persistent_comment",
  "is_sticky",
  "poller_id",
  "state",
  ...HOST,
];
const SERVICE = [
  "service.id",
  "service.description",
  "service.display_name",
  "service.is_acknowledged",
  "service.state",
];

const listings = {
  hosts: {
    list: (query: ListQuery) => realtime.listHosts(query, seesAll),
    fields: [...HOST, "service.display_name", "host_group.id"],
  },
  services: {
    list: (query: ListQuery) => realtime.listServices(query, seesAll),
    fields: [...HOST, ...SERVICE, "service.output", "host_group.id", "service_group.id"],
  },
  "services of a host": {
    list: (query: ListQuery) => realtime.listServicesOfHost(1, query, seesAll),
    fields: [...SERVICE, "service_group.id"],
  },
  "host groups": {
    list: (query: ListQuery) => realtime.listHostGroups(query, seesAll),
    fields: ["id", "name", "host_group.id", ...HOST, "host.display_name", "service.display_name"],
  },
  "service groups": {
    list: (query: ListQuery) => realtime.listServiceGroups(query, seesAll),
    fields: [
      "id",
      "name",
      "service_group.id",
      "service_group.name",
      ...HOST,
      "host.display_name",
      "service.display_name",
    ],
  },
  "acknowledgements of hosts": {
    list: (query: ListQuery) => realtime.listHostAcknowledgements(query, seesAll),
    fields: ACKNOWLEDGEMENT,
  },
  "acknowledgements of services": {
    list: (query: ListQuery) => realtime.listServiceAcknowledgements(query, seesAll),
    fields: [...ACKNOWLEDGEMENT, "service_id", "service.id", "service.description", "service.display_name"],
  },
  downtimes: {
    list: downtimes({ kind: "all" }),
    fields: [...DOWNTIME, ...DOWNTIME_HOST, "service.id", "service.display_name"],
  },
  "downtimes of hosts": { list: downtimes({ kind: "hosts" }), fields: [...DOWNTIME, ...DOWNTIME_HOST] },
  "downtimes of services": { list: downtimes({ kind: "services" }), fields: [...DOWNTIME, ...DOWNTIME_HOST] },
  "downtimes of a host": { list: downtimes({ kind: "host", hostId: 1, withServices: true }), fields: DOWNTIME },
  "downtimes of a service": { list: downtimes({ kind: "service", hostId: 1, serviceId: 1 }), fields: DOWNTIME },
};

const everyField = new Set([
  ...Object.values(listings).flatMap(({ fields }) => fields),
  "is_started",
  "actual_start_time",
  "host_group.name",
]);

describe("the search of", () => {
  test.each(Object.entries(listings))("%s accepts the fields of the contract and no others", (_, { list, fields }) => {
    for (const field of everyField) {
      const search = () => list(parseListQuery({ search: JSON.stringify({ [field]: 1 }) }));

      if (fields.includes(field)) expect(search, field).not.toThrow();
      else
        expect(search).toThrow(
          expect.objectContaining({
            code: "search-field-not-allowed",
            message: `The parameter '${field}' is not allowed`,
          }),
        );
    }
  });

  test.each(Object.entries(listings))("%s accepts null for every field", (_, { list, fields }) => {
    for (const field of fields)
      expect(() => list(parseListQuery({ search: JSON.stringify({ [field]: null }) })), field).not.toThrow();
  });

  test.each(Object.entries(listings))("%s sorts by its fields and ignores others", (_, { list, fields }) => {
    for (const field of [...fields, "nothing"])
      expect(() => list(parseListQuery({ sort_by: field })), field).not.toThrow();
  });
});
