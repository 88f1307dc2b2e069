import { Command } from "commander";
import { naming, numbersOf } from "./numbers.ts";
import { outputOf, type MonitoringContext } from "./output.ts";

/** `vigie uncomment ID…`. */
export function uncommentCommand(context: MonitoringContext): Command {
  return new Command("uncomment")
    .description("delete comments by their numbers; needs an administrator")
    .argument("<id...>", "numbers, as vigie comments prints them", numbersOf("a comment"))
    .action(async (ids: readonly number[]) => {
      const output = outputOf(context);
      const api = await context.api();
      for (const id of ids) {
        await naming(`Comment ${id}`, api.call("DELETE", `/api/comments/${id}`));
        output.text(`Comment ${id} is deleted.\n`);
      }
    });
}
