import { hostIdOf, isHostKey, serviceIdOf } from "../../../model/resource-key.ts";
import { boolean, fieldTable, number, text, time, type SearchField } from "../search/field.ts";
import type { AcknowledgementEntry } from "../rows/records.ts";
import { hostFields } from "./host-fields.ts";
import { recordListing, type RecordListing, type RecordPlace } from "./record-listing.ts";
import { serviceFields } from "./service-fields.ts";
import type { Account } from "../../../model/account.ts";

type AcknowledgementPlace = RecordPlace<AcknowledgementEntry>;

/**
 * The acknowledgement listings, all with the same fields (contract §7.4; later versions §8.1); host and service fields
 * are accepted in addition to those of the reference.
 */
export function acknowledgementListing(
  accountByAlias: (alias: string) => Account | undefined,
): RecordListing<AcknowledgementEntry> {
  const author: Readonly<Record<string, SearchField<AcknowledgementPlace>>> = {
    author_id: number("acknowledgement", ({ row }) => {
      const alias = row?.acknowledgement.author ?? null;
      return alias === null ? null : (accountByAlias(alias)?.id ?? null);
    }),
  };
  return recordListing(fieldTable(own, author, ofHost, ofService));
}

const own: Readonly<Record<string, SearchField<AcknowledgementPlace>>> = {
  id: number("acknowledgement", ({ row }) => row?.acknowledgement.id ?? null),
  comment: text("acknowledgement", ({ row }) => row?.acknowledgement.comment ?? null),
  entry_time: time("acknowledgement", ({ row }) => row?.acknowledgement.entryTime ?? null),
  deletion_time: time("acknowledgement", ({ row }) => row?.acknowledgement.deletionTime ?? null),
  host_id: number("acknowledgement", ({ row }) => row && hostIdOf(row.acknowledgement.key)),
  is_notify_contacts: boolean("acknowledgement", ({ row }) => row?.acknowledgement.isNotifyContacts ?? null),
  is_persistent_comment: boolean("acknowledgement", ({ row }) => row?.acknowledgement.isPersistentComment ?? null),
  is_sticky: boolean("acknowledgement", ({ row }) => row?.acknowledgement.isSticky ?? null),
  poller_id: number("acknowledgement", ({ row }) => row?.acknowledgement.pollerId ?? null),
  state: number("acknowledgement", ({ row }) => row?.acknowledgement.state ?? null),
  type: number("acknowledgement", ({ row }) => row && (isHostKey(row.acknowledgement.key) ? 0 : 1)),
};

const { "host.display_name": _, ...ofHost } = hostFields<AcknowledgementPlace>(
  "acknowledgement",
  ({ row }) => row?.host,
  {
    id: ({ row }) => row && hostIdOf(row.acknowledgement.key),
    name: ({ row }) => row && row.hostName,
  },
);

const serviceId = number<AcknowledgementPlace>(
  "acknowledgement",
  ({ row }) => row && (serviceIdOf(row.acknowledgement.key) || null),
);
const names = serviceFields<AcknowledgementPlace>("acknowledgement", ({ row }) => row?.service);
const ofService: Readonly<Record<string, SearchField<AcknowledgementPlace>>> = {
  service_id: serviceId,
  "service.id": serviceId,
  "service.description": names["service.description"],
  "service.display_name": names["service.display_name"],
};
