import { account, monitorArn, region, type Deployment, type Policy, type Values } from '../deployment.ts';
import { findProblems } from '../findProblems.ts';
import { simulate } from '../simulate.ts';

/** What is wrong with the audit trail of a deployment, in words; nothing when all is right. */
type Check = (deployment: Deployment) => string[] | Promise<string[]>;

const when = (holds: boolean, problem: string): string[] => (holds ? [problem] : []);
const only = ({ ofType }: Deployment, type: string): Values => ofType(type)[0]![1];
const ARN = `arn:aws:cloudtrail:${region}:${account}:trail/Shop-audit`;
const bucketOf = (deployment: Deployment): string =>
  deployment.evaluated.attribute(deployment.ofType('AWS::S3::Bucket')[0]![0], 'Ref');
const arnOf = (deployment: Deployment): string =>
  deployment.evaluated.attribute(deployment.ofType('AWS::S3::Bucket')[0]![0], 'Arn');

/** What AWS decides of a request on the bucket; its ARN is made one that S3 has. */
function decide(
  deployment: Deployment,
  action: string,
  path: string,
  context: Record<string, string>,
  principal = 'cloudtrail.amazonaws.com',
) {
  const policy = JSON.stringify(only(deployment, 'AWS::S3::BucketPolicy')['PolicyDocument']);
  return simulate({
    request: {
      principal,
      action,
      resource: { resource: `arn:aws:s3:::trail${path}`, accountId: account },
      contextVariables: { 'aws:SecureTransport': 'true', ...context },
    },
    identityPolicies: [],
    resourcePolicy: JSON.parse(policy.replaceAll(arnOf(deployment), 'arn:aws:s3:::trail')) as Policy,
  });
}
const ACL = { 's3:x-amz-acl': 'bucket-owner-full-control' };
const FILE = `/AWSLogs/${account}/CloudTrail/${region}/2026/11/27/a.json.gz`;

export const checks = {
  'CloudTrail looks and writes for this trail': async (deployment) => [
    ...when((await decide(deployment, 's3:GetBucketAcl', '', { 'aws:SourceArn': ARN })) !== 'allow', 'it may not look'),
    ...when(
      (await decide(deployment, 's3:PutObject', FILE, { 'aws:SourceArn': ARN, ...ACL })) !== 'allow',
      'it may not write',
    ),
  ],

  'nobody else gets into the bucket': async (deployment) => {
    const foreign = ARN.replace(account, '999999999999');
    const attempts: [string, string, string, Record<string, string>, string?][] = [
      ['another trail', 's3:PutObject', FILE, { 'aws:SourceArn': `${ARN}2`, ...ACL }],
      ['a trail of another account', 's3:PutObject', FILE, { 'aws:SourceArn': foreign, ...ACL }],
      ['a trail of another account looks', 's3:GetBucketAcl', '', { 'aws:SourceArn': foreign }],
      ['no trail', 's3:PutObject', FILE, ACL],
      [
        'the folder of another account',
        's3:PutObject',
        FILE.replace(account, '999999999999'),
        { 'aws:SourceArn': ARN, ...ACL },
      ],
      ['files that are not the owner’s', 's3:PutObject', FILE, { 'aws:SourceArn': ARN }],
      ['CloudTrail reads', 's3:GetObject', FILE, { 'aws:SourceArn': ARN }],
      ['CloudTrail changes who may read', 's3:PutObjectAcl', FILE, { 'aws:SourceArn': ARN, ...ACL }],
      ['CloudTrail deletes', 's3:DeleteObject', FILE, { 'aws:SourceArn': ARN }],
      ['another service', 's3:PutObject', FILE, { 'aws:SourceArn': ARN, ...ACL }, 'logs.amazonaws.com'],
    ];
    const verdicts = await Promise.all(attempts.map(([, ...attempt]) => decide(deployment, ...attempt)));
    return verdicts.flatMap((verdict, i) => when(verdict === 'allow', attempts[i]![0]));
  },

  'nobody reads or writes without TLS': async (deployment) => {
    const plain = { 'aws:SecureTransport': 'false' };
    const admin = `arn:aws:iam::${account}:role/Admin`;
    const verdicts = await Promise.all([
      decide(deployment, 's3:PutObject', FILE, { ...plain, ...ACL, 'aws:SourceArn': ARN }),
      decide(deployment, 's3:GetObject', FILE, plain, admin),
      decide(deployment, 's3:ListBucket', '', plain, admin),
    ]);
    return verdicts.flatMap((verdict, i) => when(verdict !== 'deny', `attempt ${i}: ${verdict}`));
  },

  'the bucket is encrypted, closed and kept': ({ ofType, template }) => {
    const [id, bucket] = ofType('AWS::S3::Bucket')[0]!;
    const { DeletionPolicy, UpdateReplacePolicy } = template.Resources[id]!;
    const access = (bucket['PublicAccessBlockConfiguration'] ?? {}) as Values;
    const closed = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
    const { Rules = [] } = (bucket['LifecycleConfiguration'] ?? {}) as { Rules?: Values[] };
    return [
      ...when(
        !/"SSEAlgorithm":"(AES256|aws:kms)"/.test(JSON.stringify(bucket['BucketEncryption'] ?? {})),
        'not encrypted',
      ),
      ...when(
        closed.some((each) => access[each] !== true),
        `public: ${JSON.stringify(access)}`,
      ),
      ...when(DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain', 'it goes with the stack'),
      ...when(
        Rules.length !== 1 ||
          Rules[0]!['Prefix'] !== 'AWSLogs/' ||
          Rules[0]!['Status'] !== 'Enabled' ||
          Rules[0]!['ExpirationInDays'] !== 365,
        `lifecycle: ${JSON.stringify(Rules)}`,
      ),
    ];
  },

  'the trail records writes of signed-in users and the identity pool, and nothing else': (deployment) => {
    const { AdvancedEventSelectors, IsLogging } = only(deployment, 'AWS::CloudTrail::Trail');
    const fields = (AdvancedEventSelectors as { FieldSelectors: { Field: string; Equals?: string[] }[] }[]).map(
      ({ FieldSelectors }) => Object.fromEntries(FieldSelectors.map(({ Field, Equals }) => [Field, Equals])),
    );
    const pool = `arn:aws:cognito-identity:${region}:${account}:identitypool/${deployment.poolId}`;
    const wanted = [
      {
        eventCategory: ['Data'],
        'resources.type': ['AWS::RUM::AppMonitor'],
        'resources.ARN': [monitorArn('Shop_Authenticated')],
      },
      { eventCategory: ['Data'], 'resources.type': ['AWS::Cognito::IdentityPool'], 'resources.ARN': [pool] },
    ];
    return [
      ...when(JSON.stringify(fields) !== JSON.stringify(wanted), JSON.stringify(fields)),
      ...when(IsLogging !== true, 'it does not log'),
    ];
  },

  'the trail writes into the bucket whose policy names it, once that is there': (deployment) => {
    const [id, trail] = deployment.ofType('AWS::CloudTrail::Trail')[0]!;
    const policy = deployment.ofType('AWS::S3::BucketPolicy')[0]!;
    return [
      ...when(
        trail['S3BucketName'] !== bucketOf(deployment) || policy[1]['Bucket'] !== bucketOf(deployment),
        'another bucket',
      ),
      ...when(trail['TrailName'] !== 'Shop-audit', `it is ${trail['TrailName']}`),
      ...when(deployment.template.Resources[id]!.DependsOn !== policy[0], 'it is made before its policy'),
      ...when(trail['EnableLogFileValidation'] !== true, 'what is changed later does not show'),
    ];
  },

  'the table reads the files of a day where CloudTrail puts them': (deployment) => {
    const { TableInput, DatabaseName } = only(deployment, 'AWS::Glue::Table') as {
      TableInput: Values;
      DatabaseName: string;
    };
    const parameters = TableInput['Parameters'] as Record<string, string>;
    const storage = TableInput['StorageDescriptor'] as { Location: string; Columns: Values[]; SerdeInfo: Values };
    const root = `s3://${bucketOf(deployment)}/AWSLogs/${account}/CloudTrail/${region}/`;
    return [
      ...when(DatabaseName !== deployment.evaluated.attribute('TrailDatabase', 'Ref'), `it is in ${DatabaseName}`),
      ...when(
        parameters['storage.location.template'] !== `${root}\${day}`,
        `a day is at ${parameters['storage.location.template']}`,
      ),
      ...when(storage.Location !== root, `it is at ${storage.Location}`),
      ...when(
        parameters['projection.enabled'] !== 'true' || parameters['projection.day.format'] !== 'yyyy/MM/dd',
        JSON.stringify(parameters),
      ),
      ...when(
        parameters['projection.day.range'] !== 'NOW-365DAYS,NOW',
        `the days are ${parameters['projection.day.range']}`,
      ),
      ...when(storage.SerdeInfo['SerializationLibrary'] !== 'org.openx.data.jsonserde.JsonSerDe', 'another SerDe'),
      ...when(
        storage.Columns.length !== 1 || storage.Columns[0]!['Name'] !== 'records',
        JSON.stringify(storage.Columns),
      ),
    ];
  },
} satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

/** Every problem, by the check that found it. */
export const problemsOf = (
  deployment: Deployment,
  names?: readonly CheckName[],
): Promise<Partial<Record<CheckName, string[]>>> => findProblems(checks, deployment, names);
