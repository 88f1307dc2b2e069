import type { Random } from "../support/random.ts";

/** Bytes of one request: an ordinary one, changed in up to three ways. */
export function hostileRequest(random: Random, token: string): Buffer {
  let request = ordinary(random, token);
  for (let change = random.between(0, 3); change > 0; change--) request = random.from(CHANGES)(request, random);
  return request;
}

const API = "/centreon/api/latest";
const METHODS = [
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "TRACE",
  "CONNECT",
  "PRI",
  "PROPFIND",
  "get",
  "G\0T",
  "",
];
const PATHS = [
  `${API}/monitoring/services`,
  `${API}/monitoring/hosts/1`,
  `${API}/login`,
  `${API}/acknowledgments/hosts`,
  `${API}/monitoring/hosts/1/downtimes`,
  `${API}/monitoring/resources/submit`,
  "/api/decisions/simulate",
  "/api/recurring-downtimes",
  "/api/health",
  "/api/openapi.json",
  "/",
  "*",
  "http://other.test/api/health",
  "//api/health",
  "/%00/%ff/%",
  "/../../../etc/passwd",
  `${API}/monitoring/hosts/${"9".repeat(400)}`,
];
const QUERIES = [
  "",
  "?limit=1000&page=99999999",
  "?limit=-1",
  '?search={"host.name":{"$rg":"(a%2B)%2B$"}}',
  `?search=${"[".repeat(3_000)}`,
  '?search={"$or":[{"host.id":{"$in":[1,2,3]}},{"service.state":{"$ne":null}}]}',
  "?sort_by={bad",
  "?__proto__=1&constructor=2",
  `?${"a=1&".repeat(2_000)}`,
];
const BODIES = [
  "",
  "{",
  "[]",
  "null",
  '{"security":{"credentials":{"login":"admin","password":"x"}}}',
  '{"__proto__":{"a":1},"constructor":{}}',
  '{"comment":"\\ud800","host_id":1e999}',
  "[".repeat(10_000),
  "1.5,".repeat(3_000),
  '{"resources":[{"type":"host","id":-1,"parent":null,"status":9}]}',
  "\xff\xfe\0\0",
  "x".repeat(20_000),
];
const HEADERS = [
  "",
  "Content-Type: text/plain\r\n",
  "Expect: 100-continue\r\n",
  "Expect: patience\r\n",
  "Connection: Upgrade\r\nUpgrade: websocket\r\n",
  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Transfer-Encoding: gzip\r\n",
  "Content-Length: 5\r\nContent-Length: 6\r\n",
  "Content-Length: -1\r\n",
  "Content-Encoding: gzip\r\n",
  "Cookie: PHPSESSID=%00; PHPSESSID=..\r\n",
  "Origin: null\r\nAccess-Control-Request-Method: DELETE\r\n",
  "X-Forwarded-For: 127.0.0.1, ::1, x\r\n",
  " folded: header\r\n",
  "No colon\r\n",
  `X: ${"x".repeat(20_000)}\r\n`,
  "X-AUTH-TOKEN: \r\n",
];

function ordinary(random: Random, token: string): Buffer {
  const body = random.from(BODIES);
  const length = random.chance(0.8) ? body.length : random.between(0, 2 * body.length + 10);
  return Buffer.from(
    `${random.from(METHODS)} ${random.from(PATHS)}${random.from(QUERIES)} HTTP/1.1\r\nHost: x\r\n` +
      (random.chance(0.6) ? `X-AUTH-TOKEN: ${token}\r\n` : "") +
      random.from(HEADERS) +
      (random.chance(0.8) ? `Content-Length: ${length}\r\n` : "") +
      `\r\n${body}`,
    "latin1",
  );
}

type Change = (request: Buffer, random: Random) => Buffer;

const CHANGES: readonly Change[] = [
  function otherBytes(request, random) {
    for (let count = random.between(1, 5); count > 0 && request.length > 0; count--)
      request[random.between(0, request.length - 1)] = random.between(0, 255);
    return request;
  },
  (request, random) => request.subarray(0, random.between(0, request.length)),
  (request) => Buffer.concat([request, request]),
  (request, random) => Buffer.concat([request, Buffer.from("NONSENSE ".repeat(random.between(1, 50)))]),
  (request) => Buffer.from(request.toString("latin1").replaceAll("\r\n", "\n"), "latin1"),
  (request) => Buffer.from(request.toString("latin1").replace("HTTP/1.1", "HTTP/1.0"), "latin1"),
  (request) => Buffer.from(request.toString("latin1").replace("HTTP/1.1", "HTTP/9.9"), "latin1"),
];
