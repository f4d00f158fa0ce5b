/** What is used of cognito-local. Its own types would pull in those of the whole AWS SDK v2. */
export interface Context {
  logger: Logger;
  /** The session that a refresh goes on with. */
  session?: Session;
}

export interface Session {
  /** `origin_jti` in the tokens: the same from sign-in on, through every refresh. */
  id: string;
  username: string;
  /** Of the sign-in, in seconds since 1970. */
  authTime: number;
  refreshToken: string;
  revoked: boolean;
}

export interface Logger {
  debug: () => void;
  info: () => void;
  warn: () => void;
  error: () => void;
  child: () => Logger;
}

export interface Attribute {
  Name: string;
  Value: string;
}

export interface User {
  Username: string;
  Password: string;
  Attributes: Attribute[];
  Enabled: boolean;
  UserStatus: 'CONFIRMED';
  UserCreateDate: Date;
  UserLastModifiedDate: Date;
  RefreshTokens: string[];
}

export interface UserPool {
  getUserByUsername: (context: Context, username: string) => Promise<User | null>;
  saveUser: (context: Context, user: User) => Promise<void>;
}

export interface Tokens {
  AccessToken: string;
  IdToken: string;
  RefreshToken: string;
}

export interface DataStore {
  get: (context: Context, key: string | string[], fallback?: unknown) => Promise<unknown>;
  getRoot: (context: Context) => Promise<unknown>;
  set: (context: Context, key: string | string[], value: unknown) => Promise<void>;
  delete: (context: Context, key: string | string[]) => Promise<void>;
}

export type Input = Record<string, unknown>;

/** Looks an operation up by its name in `x-amz-target`. */
export type Router = (operation: string) => (context: Context, input: Input) => Promise<object>;

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};
