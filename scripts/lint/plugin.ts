import { importedFile, sourcePath, wingMistake } from "./wings.ts";

// Plugin of oxlint: `vigie/wings` enforces the order of the wings (ARCHITECTURE.md), type imports included.

interface Import {
  readonly source: { readonly value: string } | null;
}

interface Context {
  readonly filename: string;
  report(problem: { readonly node: unknown; readonly message: string }): void;
}

const wings = {
  create(context: Context) {
    const importer = sourcePath(context.filename);
    const check = (node: Import): void => {
      const file = node.source === null ? null : importedFile(context.filename, node.source.value);
      const imported = file === null ? null : sourcePath(file);
      if (importer === null || imported === null) return;
      const message = wingMistake(importer, imported);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

// oxlint needs a default export.
export default { meta: { name: "vigie" }, rules: { wings } };
