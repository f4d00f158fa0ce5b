/** Characters that all inline policies of a role may have together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const INLINE_LIMIT = 10_240;

/** The size of a policy as IAM counts it: without white space. */
export const policySize = (document: unknown): number => JSON.stringify(document).replace(/\s/g, '').length;
