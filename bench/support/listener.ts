import { spawn } from "node:child_process";

/**
 * Starts a server for checks in a separate process, on a free port of this machine. `server` is JavaScript that creates
 * it.
 */
export async function startListener(server: string): Promise<{ readonly port: string; stop(): void }> {
  const script = `const server = ${server};
    server.listen(0, "127.0.0.1", 4096, () => console.log(server.address().port))`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<string>((found) => {
    child.stdout.once("data", (text: Buffer) => found(text.toString().trim()));
  });
  return {
    port,
    stop: () => {
      child.kill();
    },
  };
}
