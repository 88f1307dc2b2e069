import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// HTTP server that has nothing to do: as late as it is, the machine is. Ends with the attack, which holds its input.
const server = createServer((_request, response) => {
  response.end("well");
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.stdin.resume().once("end", () => process.exit());
