import type { Inventory } from "./objects.ts";

/** True if a custom variable is named as a secret by the main file, or if its name suggests one. */
export const isSecretVariable = (variable: string, { main }: Pick<Inventory, "main">): boolean =>
  /PASS|PWD|SECRET|TOKEN|COMMUNITY|KEY|CREDENTIAL/i.test(variable) || main.secretVariables.includes(variable);
