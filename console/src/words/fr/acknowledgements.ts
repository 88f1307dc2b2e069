import type { Messages } from "../messages.ts";

export const acknowledgements: Messages["acknowledgements"] = {
  title: "Acquittements",
};
