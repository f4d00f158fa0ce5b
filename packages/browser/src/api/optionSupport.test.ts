// @vitest-environment node
import { createRequire } from 'node:module';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { checkOptions } from './checkOptions.ts';
import { commandSupport, optionSupport, type Support } from './optionSupport.ts';
import type { DualRumOptions } from './types.ts';

/** The public names of a type that aws-rum-web exports. */
function published(name: string): string[] {
  const entry = createRequire(import.meta.url)
    .resolve('aws-rum-web')
    .replace(/dist\/.*/, 'dist/es/index.d.ts');
  const options = {
    skipLibCheck: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  };
  const program = ts.createProgram([entry], { ...options, types: [] });
  const checker = program.getTypeChecker();
  const file = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
  const symbol = checker.getExportsOfModule(file).find((one) => one.name === name)!;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (
    checker
      .getDeclaredTypeOfSymbol(target)
      .getProperties()
      // A property of a mapped type has no declaration, and is public.
      .filter(({ valueDeclaration: one }) => !one || !(ts.getCombinedModifierFlags(one) & hidden))
      .map((property) => property.name)
      .sort()
  );
}

const optionsWith = (config: object): DualRumOptions => ({
  region: 'us-east-1',
  applicationVersion: '1.0.0',
  guest: { appMonitorId: '11111111-1111-4111-8111-111111111111' },
  authenticated: { appMonitorId: '22222222-2222-4222-8222-222222222222' },
  config: config,
});
const refusals = Object.entries(optionSupport).flatMap(([name, support]: [string, Support]) =>
  typeof support === 'object' && 'refused' in support ? [[name, support.refused] as const] : [],
);

it('decides every option and every command that aws-rum-web publishes, and no other', () => {
  expect(Object.keys(optionSupport).sort()).toEqual(published('AwsRumConfig'));
  expect(Object.keys(commandSupport).sort()).toEqual(published('AwsRum'));
}, 120_000);

it.each(refusals)('refuses config.%s: %o, and names the fix', (name, value) => {
  expect(() => checkOptions(optionsWith({ [name]: value }))).toThrow(
    new RegExp(`^createDualRum: config\\.${name}.* is .*\\. (Leave it out|Set|Give|Pass) ?.*\\.$`),
  );
});

it('has a whole sentence for each difference', () => {
  for (const support of Object.values({ ...optionSupport, ...commandSupport } as Record<string, Support>)) {
    if (typeof support === 'object' && 'differs' in support) expect(support.differs).toMatch(/^[A-Z`].*\.$/);
  }
});
