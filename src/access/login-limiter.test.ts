import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../test/support/fake-clock.ts";
import { createLoginLimiter, type LoginLimiter } from "./login-limiter.ts";
import { networkOf } from "./network-of-address.ts";

const fail = (limiter: LoginLimiter, times: number, address: string, alias: string): void => {
  for (let time = 0; time < times; time += 1) limiter.failed(address, alias);
};

describe("for one account and address", () => {
  test("nine failures cause no delay, the tenth one of five minutes", async () => {
    const clock = createFakeClock();
    const limiter = createLoginLimiter(clock);

    fail(limiter, 9, "192.0.2.1", "jdoe");
    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(0);
    limiter.failed("192.0.2.1", "jdoe");

    expect(limiter.secondsToWait("192.0.2.1", "JDOE")).toBe(300);
    await clock.advanceBy(299);
    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(1);
    await clock.advanceBy(1);
    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(0);
  });

  test("the window slides: ten failures within any five minutes count", async () => {
    const clock = createFakeClock();
    const limiter = createLoginLimiter(clock);

    fail(limiter, 5, "192.0.2.1", "jdoe");
    await clock.advanceBy(200);
    fail(limiter, 5, "192.0.2.1", "jdoe");
    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(100);
    await clock.advanceBy(100);

    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(0);
    fail(limiter, 5, "192.0.2.1", "jdoe");
    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(200);
  });

  test("a successful login resets the failures before it", () => {
    const limiter = createLoginLimiter(createFakeClock());

    fail(limiter, 9, "192.0.2.1", "jdoe");
    limiter.succeeded("192.0.2.1", "jdoe");
    fail(limiter, 9, "192.0.2.1", "jdoe");

    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(0);
  });

  test("other accounts and other addresses are not affected", () => {
    const limiter = createLoginLimiter(createFakeClock());

    fail(limiter, 10, "192.0.2.1", "jdoe");

    expect(limiter.secondsToWait("192.0.2.1", "viewer")).toBe(0);
    expect(limiter.secondsToWait("192.0.2.2", "jdoe")).toBe(0);
  });

  test("a clock set back unlocks immediately instead of waiting for the lost time", () => {
    let now = 10_000;
    const limiter = createLoginLimiter({ now: () => now, monotonic: () => now, runAt: () => () => {} });

    fail(limiter, 10, "192.0.2.1", "jdoe");
    now = 1000;

    expect(limiter.secondsToWait("192.0.2.1", "jdoe")).toBe(0);
  });
});

describe("for one address over all accounts", () => {
  test("a thousand failures delay accounts that never logged in from there, but not others", () => {
    const limiter = createLoginLimiter(createFakeClock());

    limiter.succeeded("192.0.2.1", "script");
    for (let name = 0; name < 1000; name += 1) limiter.failed("192.0.2.1", `guess${name}`);

    expect(limiter.secondsToWait("192.0.2.1", "another")).toBe(300);
    expect(limiter.secondsToWait("192.0.2.1", "script")).toBe(0);
    expect(limiter.secondsToWait("192.0.2.9", "another")).toBe(0);
  });

  test("the address of an IPv6 sender is its /64", () => {
    const limiter = createLoginLimiter(createFakeClock());

    for (let host = 0; host < 10; host += 1) limiter.failed(`2001:db8:0:1::${host.toString(16)}`, "jdoe");

    expect(limiter.secondsToWait("2001:db8:0:1:ffff::1", "jdoe")).toBe(300);
    expect(limiter.secondsToWait("2001:db8:0:2::1", "jdoe")).toBe(0);
  });
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:DB8:0:0:1:2:3:4", "2001:db8:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
  ["unix socket", "unix socket"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
