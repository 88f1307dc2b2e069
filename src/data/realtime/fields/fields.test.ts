import { describe, expect, test } from "vitest";
import { seesAll, tableOf } from "../../../../test/support/table-of.ts";
import { createRealtime } from "../create-realtime.ts";
import type { RecordScope } from "../realtime.ts";
import { parseListQuery, type ListQuery } from "../search/list-query.ts";

const realtime = createRealtime({ accountByAlias: () => undefined });
const { inventory, snapshot, objectIds } = tableOf({ hosts: [{ name: "web", services: [{ description: "Ping" }] }] });
realtime.load(inventory, snapshot, objectIds);

const downtimes = (scope: RecordScope) => (query: ListQuery) => realtime.listDowntimes(scope, query, seesAll);
const DOWNTIME = [
  "id",
  "entry_time",
  "is_cancelled",
  "comment",
  "deletion_time",
  "duration",
  "end_time",
  "is_fixed",
  "is_started",
  "start_time",
  "author_id",
  "contact.id",
  "contact.name",
  "host.id",
  "host.name",
  "host.alias",
  "host.address",
  "host.display_name",
  "host.state",
  "poller.id",
  "service.id",
  "service.display_name",
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
  "type",
  ...HOST,
  "service_id",
  "service.id",
  "service.description",
  "service.display_name",
];
const SERVICE = [
  "service.id",
  "service.description",
  "service.name",
  "service.display_name",
  "service.is_acknowledged",
  "service.state",
];

const listings = {
  hosts: {
    list: (query: ListQuery) => realtime.listHosts(query, seesAll),
    fields: [
      ...HOST,
      "host.last_state_change",
      "host.is_acknowledged",
      "host.downtime",
      "host.criticality",
      "host_group.id",
      "host_group.name",
      "host_category.id",
      "host_category.name",
      "service.display_name",
    ],
  },
  services: {
    list: (query: ListQuery) => realtime.listServices(query, seesAll),
    fields: [
      ...HOST,
      ...SERVICE,
      "service.output",
      "service.downtime",
      "service.criticality",
      "host_group.id",
      "host_group.name",
      "service_group.id",
      "service_group.name",
    ],
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
    list: (query: ListQuery) =>
      realtime.listAcknowledgements({ scope: { kind: "hosts" }, only: "latest" }, query, seesAll),
    fields: ACKNOWLEDGEMENT,
  },
  "acknowledgements of hosts and services": {
    list: (query: ListQuery) => realtime.listAcknowledgements({ scope: { kind: "all" }, only: "all" }, query, seesAll),
    fields: ACKNOWLEDGEMENT,
  },
  downtimes: {
    list: downtimes({ kind: "all" }),
    fields: DOWNTIME,
  },
  "downtimes of hosts": { list: downtimes({ kind: "hosts" }), fields: DOWNTIME },
  "downtimes of services": { list: downtimes({ kind: "services" }), fields: DOWNTIME },
  "downtimes of a host": { list: downtimes({ kind: "host", hostId: 1, withServices: true }), fields: DOWNTIME },
  "downtimes of a service": { list: downtimes({ kind: "service", hostId: 1, serviceId: 1 }), fields: DOWNTIME },
};

const everyField = new Set([...Object.values(listings).flatMap(({ fields }) => fields), "actual_start_time"]);

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
