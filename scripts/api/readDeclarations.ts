import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

export interface Declaration {
  /** Without comments. */
  code: string;
  /** All names in it: of types, and of members, which name no declaration. */
  mentions: Set<string>;
}

interface File {
  declared: Map<string, Declaration>;
  /** Names that stand for those of other files: imported ones, and exported ones. */
  imported: Map<string, { file: string; name: string }>;
  exported: Map<string, { file: string; name: string }>;
}

/** What entries of a built package export, and every declaration of the package that this mentions, by name. */
export function readDeclarations(entries: string[]): { declarations: string[]; exported: Map<string, string[]> } {
  const files = new Map<string, File>();
  const read = (file: string): File => {
    if (!files.has(file)) files.set(file, readFile(file));
    return files.get(file)!;
  };
  const reached = new Map<string, Declaration>();
  const add = (file: string, name: string): void => {
    // What is imported from another package is that package's to report.
    if (!existsSync(file)) return;
    const { declared, imported, exported } = read(file);
    const declaration = declared.get(name);
    const elsewhere = exported.get(name) ?? imported.get(name);
    // Two files may each have a declaration of this name.
    const key = `${name} ${file}`;
    if (declaration && !reached.has(key)) {
      reached.set(key, declaration);
      for (const mentioned of declaration.mentions) add(file, mentioned);
    } else if (!declaration && elsewhere) add(elsewhere.file, elsewhere.name);
  };
  const exported = new Map(entries.map((entry) => [entry, [...read(entry).exported.keys()].sort()]));
  for (const [entry, names] of exported) for (const name of names) add(entry, name);
  const inOrder = [...reached].sort(([a], [b]) => (a < b ? -1 : 1));
  return { declarations: inOrder.map(([, { code }]) => code), exported };
}

function readFile(file: string): File {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: File = { declared: new Map(), imported: new Map(), exported: new Map() };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, file, found);
    else if (ts.isExportDeclaration(statement)) readExport(statement, file, found);
    else readDeclaration(statement, file, source, found);
  }
  return found;
}

function readImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, file: string, { imported }: File): void {
  const from = declarationsOf(file, moduleSpecifier);
  if (!importClause?.namedBindings || !ts.isNamedImports(importClause.namedBindings)) return;
  for (const { name, propertyName } of importClause.namedBindings.elements) {
    imported.set(name.text, { file: from, name: (propertyName ?? name).text });
  }
}

function readExport({ exportClause, moduleSpecifier }: ts.ExportDeclaration, file: string, { exported }: File): void {
  if (!exportClause || !ts.isNamedExports(exportClause)) {
    if (exportClause || moduleSpecifier) throw new Error(`${file} exports everything of a file: name what it exports.`);
    return;
  }
  const from = moduleSpecifier ? declarationsOf(file, moduleSpecifier) : file;
  for (const { name, propertyName } of exportClause.elements) {
    exported.set(name.text, { file: from, name: (propertyName ?? name).text });
  }
}

function readDeclaration(statement: ts.Statement, file: string, source: ts.SourceFile, found: File): void {
  const names = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText())
    : 'name' in statement && statement.name
      ? [(statement.name as ts.Identifier).text]
      : [];
  const mentions = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) mentions.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  const code = ts.createPrinter({ removeComments: true }).printNode(ts.EmitHint.Unspecified, statement, source);
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  for (const name of names) {
    const before = found.declared.get(name);
    // Overloads come one after the other.
    found.declared.set(name, {
      code: before ? `${before.code}\n${code}` : code,
      mentions: new Set([...(before?.mentions ?? []), ...mentions]),
    });
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) found.exported.set(name, { file, name });
  }
}

/** The declarations of an imported file of the same package; of another package, a path that does not exist. */
function declarationsOf(file: string, specifier: ts.Expression): string {
  const { text } = specifier as ts.StringLiteral;
  return text.startsWith('.') ? join(dirname(file), text.replace(/(\.[jt]s)?$/, '.d.ts')) : '';
}
