import { expect, it } from 'vitest';
import { cases } from './cases.ts';
import { moduleFolder, terraform } from './terraform.ts';
import { terraformMakesTheSame } from './terraformMakesTheSame.ts';

terraformMakesTheSame('all other ways to deploy', cases.slice(1), (module) => {
  it('is formatted, valid, and passes its own tests', () => {
    terraform(['fmt', '-check', '-recursive'], moduleFolder);
    terraform(['init', '-backend=false'], module());
    expect(terraform(['validate'], module())).toContain('Success! The configuration is valid.');
    expect(terraform(['test'], module())).toMatch(/Success! \d+ passed, 0 failed/);
  });
});
