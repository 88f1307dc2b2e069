import { Command } from "commander";
import { findResource, nameOf } from "./find-resource.ts";
import { commentOption } from "./options.ts";
import { outputOf, type MonitoringContext } from "./output.ts";
import { runLine } from "./run-lines.ts";

// Author of what comes through the local socket; over the network it is the account of the token.
const LOCAL_AUTHOR = "admin";

/** `vigie comment HOST [SERVICE] -c TEXT`. */
export function commentCommand(context: MonitoringContext): Command {
  return new Command("comment")
    .description("add a comment to a host or service; needs an administrator")
    .argument("<host>", "host_name")
    .argument("[service]", "service_description")
    .requiredOption("-c, --comment <text>", "the comment", commentOption)
    .action(async (host: string, service: string | undefined, { comment }: { readonly comment: string }) => {
      const api = await context.api();
      const resource = await findResource(api, host, service);
      await runLine(
        api,
        resource.service === null
          ? `ADD_HOST_COMMENT;${resource.host};1;${LOCAL_AUTHOR};${comment}`
          : `ADD_SVC_COMMENT;${resource.host};${resource.service};1;${LOCAL_AUTHOR};${comment}`,
      );
      outputOf(context).text(`The comment is added to ${nameOf(resource)}.\n`);
    });
}
