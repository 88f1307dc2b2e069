import { Command, InvalidArgumentError } from "commander";
import { readComments } from "./comment-items.ts";
import { findResource, nameOf, pathOf } from "./find-resource.ts";
import { commentOption, limitOption } from "./options.ts";
import { noteRest, outputOf, type MonitoringContext } from "./output.ts";
import { localTime } from "./times.ts";

/** `vigie comment HOST [SERVICE] -c TEXT`. Prints its number. */
export function commentCommand(context: MonitoringContext): Command {
  return new Command("comment")
    .description("add a comment to a host or service")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .requiredOption("-c, --comment <text>", "the comment", commentOption)
    .action(async (host: string, service: string | undefined, { comment }: { readonly comment: string }) => {
      const api = await context.api();
      const resource = await findResource(api, host, service);
      const { id } = await api.call<{ readonly id: number }>("POST", `/api${pathOf(resource)}/comments`, { comment });
      outputOf(context).text(`Comment ${id} is added to ${nameOf(resource)}.\n`);
    });
}

// The server answers with at most so many.
const MAX_COMMENTS = 1_000;

/** `vigie comments [HOST [SERVICE]]`. */
export function commentsCommand(context: MonitoringContext): Command {
  return new Command("comments")
    .description("list the comments on hosts and services with their numbers")
    .argument("[host]", "only on this host and its services")
    .argument("[service]", "only on this service")
    .option("--limit <number>", `show at most this many, up to ${MAX_COMMENTS}`, commentLimit, 100)
    .option("--json", "as JSON")
    .action(async (host: string | undefined, service: string | undefined, flags: Flags) => {
      const output = outputOf(context);
      const api = await context.api();
      const of = host === undefined ? null : await findResource(api, host, service);
      const { result, meta } = await readComments(api, of, { limit: flags.limit, hostOnly: false });
      if (flags.json) return output.json(result);
      if (result.length === 0) return output.text("No comment.\n");
      output.table(
        ["ID", "HOST", "SERVICE", "TIME", "AUTHOR", "TYPE", "COMMENT"],
        result.map((item) => [
          String(item.id),
          item.host.name,
          item.service?.name ?? "",
          localTime(item.entry_time),
          item.author ?? "",
          item.type,
          item.comment ?? "",
        ]),
      );
      noteRest(output, result.length, meta.total);
    });
}

interface Flags {
  readonly limit: number;
  readonly json?: true;
}

function commentLimit(text: string): number {
  const limit = limitOption(text);
  if (limit <= MAX_COMMENTS) return limit;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${MAX_COMMENTS}.`);
}
