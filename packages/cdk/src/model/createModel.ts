import { checkOptions } from '../options/checkOptions.ts';
import type { DualRumOptions } from '../options/DualRumOptions.ts';
import { auditTrail } from './auditTrail.ts';
import { identity } from './identity.ts';
import { monitors } from './monitors.ts';
import { outputs } from './outputs.ts';
import type { Output, Resource } from './Template.ts';
import { watching } from './watching.ts';

export interface Model {
  resources: Record<string, Resource>;
  outputs: Record<string, Output>;
}

/**
 * What gets deployed. This is the one place that decides it: the construct and the printed template are made from it,
 * and tests compare the YAML and Terraform files with it.
 */
export function createModel(options: DualRumOptions): Model {
  const checked = checkOptions(options);
  const who = identity(checked);
  return {
    resources: {
      ...monitors(checked, who.authenticatedRoleArn),
      ...who.resources,
      ...watching(checked),
      ...auditTrail(checked, who.identityPoolId),
    },
    outputs: outputs(checked, who),
  };
}
