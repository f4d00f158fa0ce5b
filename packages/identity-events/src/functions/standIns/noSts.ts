/** Stands in for `@aws-sdk/client-sts` in bundles: MSK's signer asks it who it is only to debug, which the functions never do. */
export class STSClient {}
export class GetCallerIdentityCommand {}
