import { textOf, type Directives } from "./definition.ts";
import type { GroupTexts } from "../../model/objects.ts";

/** Those of `notes`, `notes_url` and `action_url` that the group has. */
export function groupTexts(directives: Directives): GroupTexts {
  const notes = textOf(directives, "notes");
  const notesUrl = textOf(directives, "notes_url");
  const actionUrl = textOf(directives, "action_url");
  return { ...(notes && { notes }), ...(notesUrl && { notesUrl }), ...(actionUrl && { actionUrl }) };
}
