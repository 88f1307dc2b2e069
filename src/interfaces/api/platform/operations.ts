import type { Operation } from "../operation.ts";
import { featuresAnswer, installationAnswer, providersAnswer, versionsAnswer } from "./schema.ts";

/** Release that clients choose their dialect by (later versions §1.2); not that of Vigie. */
const WEB = { version: "24.10.3", major: "24", minor: "10", fix: "3" };

/** What clients ask of the server before anything else (later versions §10). */
export const platformOperations: readonly Operation[] = [
  {
    id: "platform-versions",
    surface: "centreon",
    method: "GET",
    paths: ["/platform/versions"],
    right: "public",
    tag: "Platform",
    summary: "Release of Centreon whose API this is",
    answers: { 200: versionsAnswer },
    handle: () => ({ web: WEB, modules: {}, widgets: {} }),
  },
  {
    id: "installation-status",
    surface: "centreon",
    method: "GET",
    paths: ["/platform/installation/status"],
    right: "public",
    tag: "Platform",
    summary: "Whether the server is installed",
    answers: { 200: installationAnswer },
    handle: () => ({ is_installed: true, has_upgrade_available: false }),
  },
  {
    id: "platform-features",
    surface: "centreon",
    method: "GET",
    paths: ["/platform/features"],
    right: "api-access",
    tag: "Platform",
    summary: "Optional features, of which there are none",
    answers: { 200: featuresAnswer },
    handle: () => ({ is_cloud_platform: false, feature_flags: {} }),
  },
  {
    id: "authentication-providers",
    surface: "centreon",
    method: "GET",
    paths: ["/authentication/providers/configurations"],
    right: "public",
    tag: "Login",
    summary: "Ways to open a web session",
    answers: { 200: providersAnswer },
    handle: () => [
      {
        id: 1,
        type: "local",
        name: "local",
        authentication_uri: "/centreon/authentication/providers/configurations/local",
        is_active: true,
        is_forced: true,
      },
    ],
  },
];
