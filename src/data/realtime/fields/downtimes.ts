import { hostIdOf, serviceIdOf } from "../../../model/resource-key.ts";
import { boolean, fieldTable, number, text, time, type SearchField } from "../search/field.ts";
import type { DowntimeEntry } from "../rows/records.ts";
import { hostFields } from "./host-fields.ts";
import { recordListing, type RecordListing, type RecordPlace } from "./record-listing.ts";
import { serviceFields } from "./service-fields.ts";
import type { Account } from "../../../model/account.ts";

type DowntimePlace = RecordPlace<DowntimeEntry>;

/** The downtime listings, all with the same fields (contract §7.5; later versions §8.2). */
export function downtimeListing(accountByAlias: (alias: string) => Account | undefined): RecordListing<DowntimeEntry> {
  const authorOf = ({ row }: DowntimePlace): Account | undefined => {
    const alias = row?.downtime.author ?? null;
    return alias === null ? undefined : accountByAlias(alias);
  };
  const authorId = number<DowntimePlace>("downtime", (at) => authorOf(at)?.id ?? null);
  const contact: Readonly<Record<string, SearchField<DowntimePlace>>> = {
    author_id: authorId,
    "contact.id": authorId,
    "contact.name": text("downtime", (at) => authorOf(at)?.name ?? null),
  };
  return recordListing(fieldTable(own, contact, ofHost, ofService));
}

const own: Readonly<Record<string, SearchField<DowntimePlace>>> = {
  id: number("downtime", ({ row }) => row?.downtime.id ?? null),
  entry_time: time("downtime", ({ row }) => row?.downtime.entryTime ?? null),
  is_cancelled: boolean("downtime", ({ row }) => row?.downtime.isCancelled ?? null),
  comment: text("downtime", ({ row }) => row?.downtime.comment ?? null),
  deletion_time: time("downtime", ({ row }) => row?.downtime.deletionTime ?? null),
  duration: number("downtime", ({ row }) => row?.downtime.duration ?? null),
  end_time: time("downtime", ({ row }) => row?.downtime.endTime ?? null),
  is_fixed: boolean("downtime", ({ row }) => row?.downtime.isFixed ?? null),
  is_started: boolean("downtime", ({ row }) => row?.downtime.isStarted ?? null),
  start_time: time("downtime", ({ row }) => row?.downtime.startTime ?? null),
};

const ofHost: Readonly<Record<string, SearchField<DowntimePlace>>> = {
  ...hostFields<DowntimePlace>("downtime", ({ row }) => row?.host, {
    id: ({ row }) => row && hostIdOf(row.downtime.key),
    name: ({ row }) => row && row.hostName,
  }),
  "poller.id": number("downtime", ({ row }) => row?.host?.host.pollerId ?? row?.downtime.pollerId ?? null),
};

const { "service.display_name": displayName } = serviceFields<DowntimePlace>("downtime", ({ row }) => row?.service);
const ofService: Readonly<Record<string, SearchField<DowntimePlace>>> = {
  "service.id": number("downtime", ({ row }) => row && (serviceIdOf(row.downtime.key) || null)),
  "service.display_name": displayName,
};
