import type { Page, Realtime } from "../../../data/realtime/realtime.ts";
import type { ListQuery } from "../../../data/realtime/search/list-query.ts";
import { largeListAnswer } from "../large-list.ts";
import { isSwitchedOn, listAnswers, listQueryOf, listQuerySchema } from "../listing.ts";
import type { Operation } from "../operation.ts";
import { callerOf } from "../rights.ts";
import { type Member, presentGroup } from "./present.ts";
import { group } from "./schema.ts";
import type { Visibility } from "../../../model/visibility.ts";

export interface GroupListing<Group> {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly fields: readonly string[];
  readonly switches: { readonly show_host: string; readonly show_service: string };
  readonly list: (realtime: Realtime, query: ListQuery, visibility: Visibility) => Page<Group>;
  /** Visible hosts of a group by name, each with the services to show. */
  readonly membersOf: (realtime: Realtime, group: Group, visibility: Visibility) => readonly Member[];
}

/** Listing of host groups or service groups (contract §7.3). `show_service` implies `show_host`. */
export function groupListing<Group extends { readonly id: number; readonly name: string }>(
  listing: GroupListing<Group>,
): Operation {
  return {
    id: listing.id,
    surface: "centreon",
    method: "GET",
    paths: [listing.path],
    right: "api-access",
    tag: "Groups",
    summary: listing.summary,
    description: "Ordered by name unless sorted. The search selects groups; it does not filter their members.",
    isListing: true,
    isPresentedExactly: true,
    query: listQuerySchema(listing.fields, listing.switches),
    answers: listAnswers(group),
    handle: (request, { realtime }, reply) => {
      const { visibility } = callerOf(request);
      const query = listQueryOf(request);
      const showsServices = isSwitchedOn(request, "show_service");
      const showsHosts = showsServices || isSwitchedOn(request, "show_host");
      return largeListAnswer(reply, query, listing.list(realtime, query, visibility), (row) =>
        presentGroup(row, showsHosts ? listing.membersOf(realtime, row, visibility) : undefined, showsServices),
      );
    },
  };
}
