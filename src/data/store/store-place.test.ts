import { expect, test } from "vitest";
import { nameOfDatabase, parsePostgresUrl } from "./store-place.ts";

test.each([
  [
    "postgres://vigie@db.example.org/monitoring",
    {
      host: "db.example.org",
      port: 5432,
      database: "monitoring",
      user: "vigie",
      schema: "vigie",
      tls: { authorities: null },
    },
  ],
  ["postgresql://vigie@db:6000/v?schema=paris&sslmode=disable", { host: "db", port: 6000, schema: "paris", tls: null }],
  ["postgres://vigie@localhost/v", { host: "localhost", tls: null }],
  ["postgres://vigie@localhost/v?sslrootcert=ca.pem", { tls: { authorities: "/etc/vigie/ca.pem" } }],
  ["postgres://a%40b@localhost/v?host=/run/postgresql", { host: "/run/postgresql", user: "a@b", tls: null }],
  ["postgres://vigie@[2001:db8::1]/v", { host: "2001:db8::1", tls: { authorities: null } }],
])("%s", (url, address) => {
  expect(parsePostgresUrl(url, "/secret", "/etc/vigie")).toMatchObject({ ...address, passwordFile: "/secret" });
});

test.each([
  ["vigie", "expected postgres://USER@HOST[:PORT]/DATABASE"],
  ["mysql://vigie@db/v", "expected postgres://USER@HOST[:PORT]/DATABASE"],
  ["postgres://db/v", "expected postgres://USER@HOST[:PORT]/DATABASE"],
  ["postgres://vigie@db/", "expected postgres://USER@HOST[:PORT]/DATABASE"],
  ["postgres://vigie@db/v?scheme=x", "expected only the parameters host, schema, sslmode, sslrootcert, found scheme"],
  ["postgres://vigie@db/v?schema=x;DROP", "expected a schema of small letters, digits and _"],
  ["postgres://vigie@db/v?schema=pg_catalog", "expected a schema of small letters, digits and _"],
  ["postgres://vigie@db/v?sslmode=prefer", "expected sslmode=verify-full or sslmode=disable"],
])("%s is refused", (url, message) => {
  expect(() => parsePostgresUrl(url)).toThrow(message);
});

test("a password in the address is refused, and repeated neither then nor in the name of a database", () => {
  expect(() => parsePostgresUrl("postgres://vigie:geheim@db/v")).toThrow(/^(?!.*geheim).*store_password_file/);
  expect(nameOfDatabase(parsePostgresUrl("postgres://vigie@db/v", "/secret"))).toBe(
    "PostgreSQL at db:5432, database v, schema vigie, user vigie",
  );
});
