import { join } from 'node:path';
import ts from 'typescript';

/** What TypeScript has to say about files of an app, with the types of its own packages. */
export function typeErrors(folder: string, files: string[]): string[] {
  const names = files.map((name) => join(folder, name));
  const program = ts.createProgram(names, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  });
  const sources = names.map((name) => program.getSourceFile(name));
  return sources
    .flatMap((source) => program.getSemanticDiagnostics(source))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
