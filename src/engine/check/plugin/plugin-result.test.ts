import { describe, expect, it } from "vitest";
import type { PluginEnding, PluginOutcome } from "./plugin-call.ts";
import { timedOut, checkOutcomeOf } from "./plugin-result.ts";
import type { ResultRules } from "./plugin-result.ts";

const service: ResultRules = { kind: "service", engine: "centreon", serviceTimeoutState: null };
const host: ResultRules = { ...service, kind: "host" };

function ended(ending: PluginEnding, stdout = "", stderr = ""): PluginOutcome {
  return { ending, stdout, stderr, startedAt: 1000, durationSeconds: 10.018 };
}
const exited = (code: number, stdout = "", stderr = ""): PluginOutcome =>
  ended({ kind: "exited", code }, stdout, stderr);

describe("checkOutcomeOf", () => {
  it.each([0, 1, 2, 3])("keeps return code %i, with the printed output", (code) => {
    expect(checkOutcomeOf(exited(code, "text | a=1\nlong\n"), service)).toEqual({
      returnCode: code,
      output: { text: "text", longText: "long", perfdata: "a=1" },
    });
  });

  it("shows stderr when stdout is empty", () => {
    expect(checkOutcomeOf(exited(2, " \n", "Cannot find Net/SNMP.pm\nat line 1\n"), service).output).toEqual({
      text: "(No output on stdout) stderr: Cannot find Net/SNMP.pm",
      longText: "at line 1",
      perfdata: "",
    });
  });

  it("omits stderr when there is output on stdout", () => {
    expect(checkOutcomeOf(exited(0, "OK", "deprecated option"), service).output.text).toBe("OK");
  });

  it("reports that there is no output at all", () => {
    expect(checkOutcomeOf(exited(0), service).output.text).toBe("(No output returned from plugin)");
  });

  it.each([
    [4, "(Return code of 4 is out of bounds)"],
    [126, "(Return code of 126 is out of bounds - plugin may not be executable)"],
    [127, "(Return code of 127 is out of bounds - plugin may be missing)"],
    [139, "(Return code of 139 is out of bounds - plugin was ended by SIGSEGV)"],
    [255, "(Return code of 255 is out of bounds)"],
  ])("reports return code %i as out of bounds: a service is UNKNOWN, a host CRITICAL", (code, text) => {
    expect(checkOutcomeOf(exited(code), service)).toEqual({
      returnCode: 3,
      output: { text, longText: "", perfdata: "" },
    });
    expect(checkOutcomeOf(exited(code), host)).toEqual({ returnCode: 2, output: { text, longText: "", perfdata: "" } });
  });

  it.each([
    [5, 2],
    [126, 2],
    [127, 2],
    [255, 2],
    [137, 3],
    [139, 3],
  ])("gives a service whose plugin ends with %i the state %i, as Nagios does", (code, state) => {
    expect(checkOutcomeOf(exited(code), { ...service, engine: "nagios" }).returnCode).toBe(state);
    expect(checkOutcomeOf(exited(code), { ...host, engine: "nagios" }).returnCode).toBe(2);
  });

  it("gives a service that timed out CRITICAL as Nagios does, unless the configuration sets another state", () => {
    expect(timedOut(1, { ...service, engine: "nagios" }).returnCode).toBe(2);
    expect(timedOut(1, { ...service, engine: "nagios", serviceTimeoutState: 3 }).returnCode).toBe(3);
  });

  it("keeps the output of an out-of-bounds plugin as long output, without its perfdata", () => {
    expect(checkOutcomeOf(exited(9, "half | a=1\n", "/bin/sh: 4: exec: x: not found\n"), service).output).toEqual({
      text: "(Return code of 9 is out of bounds)",
      longText: "half",
      perfdata: "",
    });
    expect(checkOutcomeOf(exited(127, "", "/bin/sh: 4: exec: x: not found\n"), service).output.longText).toBe(
      "x: not found",
    );
  });

  it("reports a timeout with its seconds: a service gets the configured state, a host code 3", () => {
    expect(checkOutcomeOf(ended({ kind: "timed-out" }, "half"), service)).toEqual({
      returnCode: 3,
      output: { text: "(Service check timed out after 10.02 seconds)", longText: "", perfdata: "" },
    });
    expect(timedOut(10.018, { ...service, serviceTimeoutState: 2 }).returnCode).toBe(2);
    expect(timedOut(10.018, { ...host, serviceTimeoutState: 2 })).toEqual({
      returnCode: 3,
      output: { text: "(Host check timed out after 10.02 seconds)", longText: "", perfdata: "" },
    });
  });

  it("reports a flood, a lost helper and a plugin that was not started", () => {
    expect(checkOutcomeOf(ended({ kind: "flooded", limitBytes: 1_048_576 }, "y\ny\n"), service).output.text).toBe(
      "(Plugin wrote more than 1048576 bytes of output and was stopped)",
    );
    expect(checkOutcomeOf(ended({ kind: "lost" }), host)).toMatchObject({
      returnCode: 2,
      output: { text: "(Host check did not exit properly)" },
    });
    expect(checkOutcomeOf(ended({ kind: "not-started", reason: "spawn EAGAIN" }), service)).toMatchObject({
      returnCode: 3,
      output: { text: "(Plugin was not started - spawn EAGAIN)" },
    });
  });
});
