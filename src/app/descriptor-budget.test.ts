import { expect, test } from "vitest";
import { descriptorBudget, descriptorWarning, openFilesLimit } from "./descriptor-budget.ts";

test.each([
  [
    Infinity,
    256,
    { connections: 4_096, plugins: 256, notificationCommands: 64, eventHandlers: 16, perfdataCommands: 8 },
  ],
  [
    524_288,
    256,
    { connections: 4_096, plugins: 256, notificationCommands: 64, eventHandlers: 16, perfdataCommands: 8 },
  ],
  [4_096, 256, { connections: 2_872, plugins: 256, notificationCommands: 64, eventHandlers: 16, perfdataCommands: 8 }],
  [
    4_096,
    2_000,
    { connections: 1_128, plugins: 256, notificationCommands: 64, eventHandlers: 16, perfdataCommands: 8 },
  ],
  [1_024, 256, { connections: 208, plugins: 137, notificationCommands: 52, eventHandlers: 13, perfdataCommands: 6 }],
  [256, 256, { connections: 16, plugins: 10, notificationCommands: 4, eventHandlers: 1, perfdataCommands: 1 }],
])("%i open files and %i checks wanted", (openFiles, wantedChecks, budget) => {
  expect(descriptorBudget(openFiles, wantedChecks)).toMatchObject(budget);
});

test.each([256, 300, 512, 1_024, 2_048, 4_096, 10_000, 65_536])(
  "the shares of %i open files fit into them, with room for the server itself",
  (openFiles) => {
    for (const wantedChecks of [1, 10, 256, 1_000, 10_000]) {
      const { connections, plugins, checks, ...commands } = descriptorBudget(openFiles, wantedChecks);
      const helpers = Object.values(commands).reduce((sum, share) => sum + share, plugins);
      const used = connections + 3 * helpers + (checks - plugins);

      expect(used).toBeLessThanOrEqual(openFiles - 192);
      expect(Math.min(connections, plugins, ...Object.values(commands))).toBeGreaterThan(0);
      expect(checks).toBeGreaterThanOrEqual(plugins);
    }
  },
);

test("a low limit is worth a warning, an ordinary one is not", () => {
  expect(descriptorWarning(524_288, 256)).toBeUndefined();
  expect(descriptorWarning(1_024, 256)).toMatch(/at most 208 connections .* at most 137 plugins/);
});

test("reads the limit of this process", () => {
  expect(openFilesLimit()).toBeGreaterThan(100);
});
