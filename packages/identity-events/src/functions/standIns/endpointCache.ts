/** Stands in for `@aws-sdk/endpoint-cache` in bundles: the client of DynamoDB makes one, for a discovery of endpoints that is off. */
export class EndpointCache {
  get(): undefined {
    return undefined;
  }

  getEndpoint(): undefined {
    return undefined;
  }

  set(): void {
    return undefined;
  }

  delete(): void {
    return undefined;
  }

  has(): boolean {
    return false;
  }

  clear(): void {
    return undefined;
  }
}
