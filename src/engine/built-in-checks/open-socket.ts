import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import {
  connect as connectTls,
  createSecureContext,
  type ConnectionOptions,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import type { SocketGuard } from "./socket-guard.ts";

export type AddressFamily = 0 | 4 | 6;

/** Host and port, or the path of a unix socket. */
export type Endpoint = { readonly address: string; readonly port: number } | { readonly path: string };

/** Resolves a name, in the resolver's order; an address is returned without a lookup. Empty if unknown. */
export async function addressesOf(host: string, family: AddressFamily): Promise<readonly string[]> {
  const version = isIP(host);
  if (version !== 0) return family === 0 || family === version ? [host] : [];
  try {
    return (await lookup(host, { all: true, family, order: "verbatim" })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/** Connects to one address, or to the first of several that accepts. Rejects with the last error. */
export async function openSocket(endpoints: readonly Endpoint[], guard: SocketGuard): Promise<Socket> {
  let failure: unknown;
  for (const endpoint of endpoints) {
    try {
      return await connectOnce(endpoint, guard);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Starts TLS on an open connection. Certificates are not verified, as in the plugins by default. */
export function startTls(socket: Socket, guard: SocketGuard, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secureContext = hasOwnContext(options) ? {} : { secureContext: (plainContext ??= createSecureContext()) };
    const secure = connectTls({
      ...options,
      ...secureContext,
      socket,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    guard.own(secure);
    secure.once("secureConnect", () => resolve(secure));
    secure.once("error", reject);
    secure.once("close", () => reject(new Error("closed during the handshake")));
  });
}

// Shared by checks without their own versions or certificate; creating a context takes 0.2 ms of processor time.
let plainContext: SecureContext | undefined;

function hasOwnContext(options: ConnectionOptions): boolean {
  return options.cert !== undefined || options.minVersion !== undefined || options.maxVersion !== undefined;
}

function connectOnce(endpoint: Endpoint, guard: SocketGuard): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket =
      "path" in endpoint
        ? connect({ path: endpoint.path })
        : connect({ host: endpoint.address, port: endpoint.port, autoSelectFamily: false });
    guard.own(socket);
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}
