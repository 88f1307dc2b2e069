import { argon2, hash, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const deriveKey = promisify(argon2);

/** Cost of one hash. Memory in KiB. */
export interface HashCost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

/**
 * OWASP minimum for argon2id (19 MiB, two passes, one lane). Measured on one core of a small server: 34 ms a hash, so
 * two in parallel allow about 55 logins a second.
 */
const currentCost: HashCost = { memoryKib: 19_456, passes: 2, parallelism: 1 };

/** A login with a longer password is refused as wrong; in UTF-8 bytes. */
export const MAX_PASSWORD_BYTES = 1024;

/** Hashes with argon2id (RFC 9106) into the PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$key`, off the main thread. */
export function hashPassword(password: string, cost: HashCost = currentCost): Promise<string> {
  return hashSecret(password, "argon2id", cost);
}

/**
 * Converts the `contact_passwd` of a Centreon dump for storage: for `md5__<32 hex>` the argon2id of the hex digits,
 * marked `$argon2id+md5$`, so that the weak hash is not kept. Null for every other form, which cannot be verified.
 */
export async function hashOfCentreonPassword(
  stored: string | null,
  cost: HashCost = currentCost,
): Promise<string | null> {
  const md5 = /^md5__([0-9a-f]{32})$/i.exec(stored ?? "")?.[1];
  return md5 === undefined ? null : hashSecret(md5.toLowerCase(), "argon2id+md5", cost);
}

/**
 * True if the password matches the stored string. Keys are compared in constant time; an unreadable string matches
 * nothing.
 */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parse(stored);
  if (parsed === undefined) return false;
  const secret = parsed.algorithm === "argon2id+md5" ? hash("md5", password, "hex") : password;
  const key = await keyOf(secret, parsed.salt, parsed.key.length, parsed);
  return timingSafeEqual(key, parsed.key) && isPossible(password);
}

/** True if a stored string can be verified. */
export const isReadableHash = (stored: string): boolean => parse(stored) !== undefined;

/** True if a correct login should replace the string: an imported md5, or cheaper than the current cost. */
export function isOutdatedHash(stored: string, cost: HashCost = currentCost): boolean {
  const parsed = parse(stored);
  return (
    parsed !== undefined &&
    (parsed.algorithm !== "argon2id" ||
      parsed.memoryKib < cost.memoryKib ||
      parsed.passes < cost.passes ||
      parsed.parallelism < cost.parallelism)
  );
}

type Algorithm = "argon2id" | "argon2id+md5";
interface ParsedHash extends HashCost {
  readonly algorithm: Algorithm;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const HASH_FORM =
  /^\$(argon2id|argon2id\+md5)\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parse(stored: string): ParsedHash | undefined {
  const [, algorithm, memory, passes, parallelism, salt, key] = HASH_FORM.exec(stored) ?? [];
  if (algorithm === undefined || salt === undefined || key === undefined) return undefined;
  const cost = { memoryKib: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return isAffordable(cost)
    ? { ...cost, algorithm: algorithm as Algorithm, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") }
    : undefined;
}

// A string from a foreign file must not exhaust the server: at most 256 MiB, 16 passes and 16 lanes.
function isAffordable({ memoryKib, passes, parallelism }: HashCost): boolean {
  return (
    passes >= 1 &&
    passes <= 16 &&
    parallelism >= 1 &&
    parallelism <= 16 &&
    memoryKib >= 8 * parallelism &&
    memoryKib <= 262_144
  );
}

async function hashSecret(secret: string, algorithm: Algorithm, cost: HashCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await keyOf(secret, salt, 32, cost);
  const { memoryKib, passes, parallelism } = cost;
  return `$${algorithm}$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(key)}`;
}

function keyOf(secret: string, salt: Buffer, length: number, cost: HashCost): Promise<Buffer> {
  const { memoryKib, passes, parallelism } = cost;
  // A password that is too long is truncated for the hash only: the caller refuses it afterwards, after the same time.
  const message = Buffer.from(secret.slice(0, MAX_PASSWORD_BYTES), "utf8");
  return deriveKey("argon2id", { message, nonce: salt, parallelism, tagLength: length, memory: memoryKib, passes });
}

const isPossible = (password: string): boolean => password !== "" && Buffer.byteLength(password) <= MAX_PASSWORD_BYTES;
const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
