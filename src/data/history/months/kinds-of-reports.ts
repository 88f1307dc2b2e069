import { TIMELINE_KINDS, type TimelineKind } from "../../../model/timeline-facts.ts";
import type { EventKind } from "./event-kinds.ts";

/**
 * True for what reports are made from, which goes by whole months. Soft states last a short time and are most of the
 * events: they go by the day.
 */
export const isOfReports = (kind: EventKind): kind is Exclude<TimelineKind, "soft-state"> =>
  kind !== "soft-state" && (TIMELINE_KINDS as readonly EventKind[]).includes(kind);
