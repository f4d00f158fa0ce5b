export const defaultRegion = 'us-east-1';
export const defaultAccount = '123456789012';
