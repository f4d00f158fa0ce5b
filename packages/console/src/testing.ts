/** For tests of templates and policies: what a template deploys, and what IAM decides, without a server. */
export { isAllowed } from './iam/isAllowed.ts';
export type { PolicyDocument, PolicyStatement } from './iam/PolicyDocument.ts';
export { evaluateTemplate } from './template/evaluateTemplate.ts';
export type { EvaluatedTemplate } from './template/evaluateTemplate.ts';
export { readTemplate } from './template/readTemplate.ts';
