import Type from "typebox";
import type { Operation } from "../operation.ts";
import { PUBLIC_CACHE } from "../page-headers.ts";
import type { ConfigurationList } from "./configuration-list.ts";

/** The one icon that is part of the server. */
const BUILT_IN = { id: 1, directory: "vigie", name: "host.svg", path: "/img/media/vigie/host.svg" } as const;

const IMAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="#4a5a68" ' +
  'stroke-width="1.6"><rect x="3" y="4" width="18" height="7" rx="1.5"/><rect x="3" y="13" width="18" height="7" ' +
  'rx="1.5"/><path d="M6.5 7.5h.01M6.5 16.5h.01M11 7.5h7M11 16.5h7" stroke-linecap="round"/></svg>\n';

/** Later versions §13.3. */
export const icons: ConfigurationList<typeof BUILT_IN> = {
  what: "icons",
  path: "/configuration/icons",
  summary: "List the icons: the built-in one",
  rows: () => [BUILT_IN],
  fields: {
    id: ["number", ({ id }) => id],
    name: ["text", ({ name }) => name],
    directory: ["text", ({ directory }) => directory],
  },
  item: Type.Object(
    {
      id: Type.Integer(),
      directory: Type.String(),
      name: Type.String(),
      url: Type.String({ description: "Address of the image" }),
    },
    { title: "Icon" },
  ),
  present: ({ id, directory, name, path }) => ({ id, directory, name, url: `/centreon${path}` }),
};

export const iconImage: Operation = {
  id: "icon-image",
  surface: "centreon-web",
  method: "GET",
  paths: [BUILT_IN.path],
  right: "public",
  tag: "Configuration",
  summary: "Image of the built-in icon",
  isHidden: true,
  answers: {},
  handle: (_request, _parts, reply) => reply.headers(PUBLIC_CACHE).type("image/svg+xml").send(IMAGE),
};
