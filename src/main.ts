import { endWith, quietOnClosedOutput } from "./cli/process-end.ts";
import { runProgram } from "./cli/program.ts";

// The command line: prints a refusal as one plain message, and never a stack.
quietOnClosedOutput();
process.on("uncaughtException", (error) => {
  endWith(error);
  process.exit();
});
try {
  await runProgram(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
