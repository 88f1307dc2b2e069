import { importedFile, sourcePath, wingMistake } from "./wings.ts";

// Plugin of oxlint: `vigie/wings` enforces the order of the wings (ARCHITECTURE.md), type imports included;
// `vigie/module-files` that files of modules are named by imports and `moduleBeside` only.

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

interface Text {
  readonly value: unknown;
  readonly parent: { readonly type: string };
}

interface TemplatePiece {
  readonly value: { readonly raw: string };
}

const NAMES_MODULE = /[\w-]\.ts$/;
const MISTAKE =
  "names the file of a module, which is .ts in a checkout and .js in the package: use moduleBeside of src/lib/module-beside.ts";

const moduleFiles = {
  create(context: Context) {
    return {
      Literal(node: Text): void {
        const isImport = /^(?:Import|Export)/.test(node.parent.type);
        if (typeof node.value === "string" && NAMES_MODULE.test(node.value) && !isImport)
          context.report({ node, message: `'${node.value}' ${MISTAKE}` });
      },
      TemplateElement(node: TemplatePiece): void {
        if (NAMES_MODULE.test(node.value.raw)) context.report({ node, message: `A text ${MISTAKE}` });
      },
    };
  },
};

// oxlint needs a default export.
export default { meta: { name: "vigie" }, rules: { wings, "module-files": moduleFiles } };
