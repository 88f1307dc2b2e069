import { expect, test } from "vitest";
import { descriptorBudget, descriptorWarning, openFilesLimit } from "./descriptor-budget.ts";

test.each([
  [Infinity, 256, { connections: 4_096, plugins: 256, notificationCommands: 64, eventHandlers: 16 }],
  [524_288, 256, { connections: 4_096, plugins: 256, notificationCommands: 64, eventHandlers: 16 }],
  [4_096, 256, { connections: 2_896, plugins: 256, notificationCommands: 64, eventHandlers: 16 }],
  [4_096, 2_000, { connections: 1_152, plugins: 256, notificationCommands: 64, eventHandlers: 16 }],
  [1_024, 256, { connections: 208, plugins: 143, notificationCommands: 52, eventHandlers: 13 }],
  [256, 256, { connections: 16, plugins: 11, notificationCommands: 4, eventHandlers: 1 }],
])("%i open files and %i checks wanted", (openFiles, wantedChecks, budget) => {
  expect(descriptorBudget(openFiles, wantedChecks)).toMatchObject(budget);
});

test.each([256, 300, 512, 1_024, 2_048, 4_096, 10_000, 65_536])(
  "the shares of %i open files fit into them, with room for the server itself",
  (openFiles) => {
    for (const wantedChecks of [1, 10, 256, 1_000, 10_000]) {
      const { connections, plugins, checks, notificationCommands, eventHandlers } = descriptorBudget(
        openFiles,
        wantedChecks,
      );
      const used = connections + 3 * (plugins + notificationCommands + eventHandlers) + (checks - plugins);

      expect(used).toBeLessThanOrEqual(openFiles - 192);
      expect(Math.min(connections, plugins, notificationCommands, eventHandlers)).toBeGreaterThan(0);
      expect(checks).toBeGreaterThanOrEqual(plugins);
    }
  },
);

test("a low limit is worth a warning, an ordinary one is not", () => {
  expect(descriptorWarning(524_288, 256)).toBeUndefined();
  expect(descriptorWarning(1_024, 256)).toMatch(/at most 208 connections .* at most 143 plugins/);
});

test("reads the limit of this process", () => {
  expect(openFilesLimit()).toBeGreaterThan(100);
});
