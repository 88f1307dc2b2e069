import packageJson from "../../package.json" with { type: "json" };

/** Version of the server, from package.json. */
export const VERSION: string = packageJson.version;
