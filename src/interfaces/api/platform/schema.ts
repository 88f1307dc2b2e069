import Type from "typebox";

export const versionsAnswer = Type.Object(
  {
    web: Type.Object({
      version: Type.String({ description: "Release of Centreon whose API this is" }),
      major: Type.String(),
      minor: Type.String(),
      fix: Type.String(),
    }),
    modules: Type.Unsafe<object>({ type: "object", description: "Always empty." }),
    widgets: Type.Unsafe<object>({ type: "object", description: "Always empty." }),
  },
  { title: "PlatformVersions" },
);

export const installationAnswer = Type.Object(
  { is_installed: Type.Boolean(), has_upgrade_available: Type.Boolean() },
  { title: "InstallationStatus" },
);

export const featuresAnswer = Type.Object(
  {
    is_cloud_platform: Type.Boolean(),
    feature_flags: Type.Unsafe<object>({ type: "object", description: "Always empty." }),
  },
  { title: "PlatformFeatures" },
);

export const providersAnswer = Type.Array(
  Type.Object({
    id: Type.Integer(),
    type: Type.String(),
    name: Type.String(),
    authentication_uri: Type.String({ description: "Where to post `login` and `password`" }),
    is_active: Type.Boolean(),
    is_forced: Type.Boolean(),
  }),
  { title: "AuthenticationProviders" },
);
