import { expect, it } from "vitest";
import { pluginEnvironment } from "./plugin-environment.ts";

it("passes on what the operator set and keeps back what is meant for the server", () => {
  const kept = {
    PATH: "/opt/bin",
    LC_ALL: "de_DE.UTF-8",
    HOME: "/var/lib/vigie",
    https_proxy: "http://proxy:3128",
    PERL5LIB: "/opt/perl",
  };
  const own = {
    VIGIE_ADMIN_PASSWORD: "secret",
    NODE_OPTIONS: "--inspect",
    npm_config_cache: "/x",
    NOTIFY_SOCKET: "/run/x",
    LISTEN_FDS: "1",
    UV_THREADPOOL_SIZE: "32",
    MALLOC_MMAP_THRESHOLD_: "16777216",
    MALLOC_TRIM_THRESHOLD_: "16777216",
  };

  expect(pluginEnvironment({ ...kept, ...own })).toEqual(kept);
});

it("gives plugins a PATH when the server has none, and sets no locale", () => {
  expect(pluginEnvironment({ LC_ALL: undefined })).toEqual({
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  });
});
