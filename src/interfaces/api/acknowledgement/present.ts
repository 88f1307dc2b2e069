import { hostIdOf, isHostKey, serviceIdOf } from "../../../model/resource-key.ts";
import type { AcknowledgementRow } from "../../../data/realtime/realtime.ts";
import { dateOrNull } from "../present-values.ts";

/** Presents an acknowledgement for any listing; the schema selects the members (`service_id`, and those of 20.04). */
export function presentAcknowledgement({ acknowledgement, author }: AcknowledgementRow) {
  return {
    id: acknowledgement.id,
    author_id: author?.id ?? null,
    comment: acknowledgement.comment,
    deletion_time: dateOrNull(acknowledgement.deletionTime),
    entry_time: dateOrNull(acknowledgement.entryTime),
    host_id: hostIdOf(acknowledgement.key),
    poller_id: acknowledgement.pollerId,
    is_notify_contacts: acknowledgement.isNotifyContacts,
    is_persistent_comment: acknowledgement.isPersistentComment,
    is_sticky: acknowledgement.isSticky,
    service_id: serviceIdOf(acknowledgement.key),
    state: acknowledgement.state,
    author_name: acknowledgement.author,
    type: isHostKey(acknowledgement.key) ? 0 : 1,
  };
}
