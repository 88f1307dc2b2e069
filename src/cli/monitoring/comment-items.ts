import type { ServerApi } from "../api-client.ts";
import type { Resource } from "./resources.ts";
import { localTime } from "./times.ts";

/** Comment of `GET /api/comments`. */
export interface CommentItem {
  readonly id: number;
  readonly host: { readonly id: number; readonly name: string };
  readonly service: { readonly id: number; readonly name: string } | null;
  readonly entry_time: string;
  readonly author: string | null;
  readonly comment: string | null;
  readonly type: string;
}

export interface CommentList {
  readonly result: readonly CommentItem[];
  readonly meta: { readonly total: number };
}

/** Reads comments, newest first; without `of` those on everything. `hostOnly`: not those on the services of a host. */
export function readComments(
  api: ServerApi,
  of: Pick<Resource, "hostId" | "serviceId"> | null,
  { limit, hostOnly }: { readonly limit: number; readonly hostOnly: boolean },
): Promise<CommentList> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (of !== null) query.set("host_id", String(of.hostId));
  if (of !== null && (of.serviceId !== null || hostOnly)) query.set("service_id", String(of.serviceId ?? 0));
  return api.call("GET", `/api/comments?${query.toString()}`);
}

/** Comment in words, with its number. */
export const commentText = ({ id, entry_time: time, author, comment, type }: CommentItem): string =>
  `${id} by ${author ?? "somebody"}${type === "user" ? "" : ` (${type})`}, ${localTime(time)}: ${comment ?? ""}`;
