import { consoleMistake, importedFile, sourcePath, wingMistake } from "./wings.ts";

// Plugin of oxlint: `vigie/wings` enforces the order of the wings (ARCHITECTURE.md), type imports included;
// `vigie/console` that of the console and its distance to the server; `vigie/module-files` that files of modules are named by imports and `moduleBeside` only.

interface Import {
  readonly source: { readonly value: string } | null;
}

interface Context {
  readonly filename: string;
  report(problem: { readonly node: unknown; readonly message: string }): void;
}

const wings = importRule((importer, specifier) => {
  const [from, file] = [sourcePath(importer), importedFile(importer, specifier)];
  const imported = file === null ? null : sourcePath(file);
  return from === null || imported === null ? null : wingMistake(from, imported);
});

const consoleImports = importRule(consoleMistake);

/** A rule for every import of a file, by its specifier; `mistakeOf` returns the text of an error or null. */
function importRule(mistakeOf: (importer: string, specifier: string) => string | null) {
  return {
    create(context: Context) {
      const check = (node: Import): void => {
        // The specifier of a dynamic import may be computed.
        if (typeof node.source?.value !== "string") return;
        const message = mistakeOf(context.filename, node.source.value);
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
}

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
export default { meta: { name: "vigie" }, rules: { wings, console: consoleImports, "module-files": moduleFiles } };
