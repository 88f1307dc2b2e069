import { hostIdOf, isHostKey, serviceIdOf } from "../../../model/resource-key.ts";
import type { AcknowledgementRow } from "../../../data/realtime/realtime.ts";
import { dateOrNull } from "../present-values.ts";
import type { ApiVersion } from "../versions.ts";

/** Presents an acknowledgement. Lists of hosts alone have no `service_id`. */
export function presentAcknowledgement(
  { acknowledgement, author }: AcknowledgementRow,
  { noId, fields }: ApiVersion,
  ofHosts?: "of-hosts",
) {
  const isOfHost = isHostKey(acknowledgement.key);
  const hasAll = fields === "all";
  return {
    id: acknowledgement.id,
    author_id: author?.id ?? noId,
    comment: acknowledgement.comment,
    deletion_time: dateOrNull(acknowledgement.deletionTime),
    entry_time: dateOrNull(acknowledgement.entryTime),
    host_id: hostIdOf(acknowledgement.key),
    poller_id: acknowledgement.pollerId,
    is_notify_contacts: acknowledgement.isNotifyContacts,
    is_persistent_comment: acknowledgement.isPersistentComment,
    is_sticky: acknowledgement.isSticky,
    service_id: ofHosts ? undefined : isOfHost ? noId : serviceIdOf(acknowledgement.key),
    state: acknowledgement.state,
    author_name: hasAll ? acknowledgement.author : undefined,
    type: hasAll ? (isOfHost ? 0 : 1) : undefined,
  };
}
