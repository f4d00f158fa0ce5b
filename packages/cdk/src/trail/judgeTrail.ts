/** A record of CloudTrail, as far as it says who wrote. Everything may be missing: what AWS documents for other services is not documented for this one. */
export interface TrailRecord {
  eventTime?: string;
  eventName?: string;
  errorCode?: string;
  userIdentity?: {
    accessKeyId?: string;
    sessionContext?: { webIdFederationData?: { federatedProvider?: string; attributes?: Record<string, string> } };
  };
  requestParameters?: { identityId?: string } | null;
  responseElements?: { identityId?: string; credentials?: { accessKeyId?: string } } | null;
}

/** How far a trail says who wrote, in numbers of PutRumEvents records. */
export interface TrailReport {
  writes: number;
  /** That name the identity of the pool. */
  nameIdentity: number;
  /** That name the subject at the identity provider. */
  nameSubject: number;
  /** Whose access key a record of GetCredentialsForIdentity gave out: the way round, where the record itself names nobody. */
  joinable: number;
  /** That say nothing of who wrote, neither way. */
  nameless: number;
  credentials: number;
  refused: number;
}

/** What a trail says of one user. */
export interface UserReport {
  accepted: number;
  refused: number;
  /** Time of the first write that was refused. */
  firstRefused: string | undefined;
  /** Writes that were accepted after that. */
  acceptedAfter: number;
}

const KEY = 'cognito-identity.amazonaws.com:';
const attributesOf = ({ userIdentity }: TrailRecord): Record<string, string> =>
  userIdentity?.sessionContext?.webIdFederationData?.attributes ?? {};

/** CloudTrail writes `amr` as JSON in a text. */
function amrOf(record: TrailRecord): string[] {
  const text = attributesOf(record)[`${KEY}amr`] ?? '[]';
  try {
    return [JSON.parse(text)].flat().map(String);
  } catch {
    return [text];
  }
}

const isWrite = ({ eventName }: TrailRecord): boolean => eventName === 'PutRumEvents';
const isRefused = ({ errorCode }: TrailRecord): boolean => errorCode !== undefined && /^AccessDenied/.test(errorCode);

/** Whose credentials an access key is of, by the records of GetCredentialsForIdentity. */
function identitiesOf(records: readonly TrailRecord[]): Map<string, string> {
  return new Map(
    records.flatMap(({ eventName, responseElements, requestParameters }) => {
      const key = responseElements?.credentials?.accessKeyId;
      const identity = responseElements?.identityId ?? requestParameters?.identityId;
      return eventName === 'GetCredentialsForIdentity' && key && identity ? [[key, identity] as const] : [];
    }),
  );
}

/** Counts what the records say of who wrote. */
export function judgeTrail(records: readonly TrailRecord[]): TrailReport {
  const identities = identitiesOf(records);
  const writes = records.filter(isWrite);
  const named = (record: TrailRecord): boolean => attributesOf(record)[`${KEY}sub`] !== undefined;
  const joined = ({ userIdentity }: TrailRecord): boolean => identities.has(userIdentity?.accessKeyId ?? '');
  const count = (holds: (record: TrailRecord) => boolean): number => writes.filter(holds).length;
  return {
    writes: writes.length,
    nameIdentity: count(named),
    nameSubject: count((record) => amrOf(record).some((each) => /:(CognitoSignIn|OIDC):./.test(each))),
    joinable: count(joined),
    nameless: count((record) => !named(record) && !joined(record)),
    credentials: identities.size,
    refused: count(isRefused),
  };
}

/** Whether writes of one user are refused: an identity id or an entry of `amr`, as in `dual-rum-cdk block --list`. */
export function judgeUser(records: readonly TrailRecord[], user: string): UserReport {
  const identities = identitiesOf(records);
  const own = records
    .filter(isWrite)
    .filter(
      (record) =>
        attributesOf(record)[`${KEY}sub`] === user ||
        amrOf(record).includes(user) ||
        identities.get(record.userIdentity?.accessKeyId ?? '') === user,
    )
    .sort((one, other) => (one.eventTime ?? '').localeCompare(other.eventTime ?? ''));
  const firstRefused = own.find(isRefused)?.eventTime;
  const accepted = own.filter((record) => record.errorCode === undefined);
  return {
    accepted: accepted.length,
    refused: own.filter(isRefused).length,
    firstRefused,
    acceptedAfter:
      firstRefused === undefined ? 0 : accepted.filter(({ eventTime = '' }) => eventTime > firstRefused).length,
  };
}
