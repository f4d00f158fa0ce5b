import type { CheckName } from './checks.ts';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- mutants reach into JSON */

export interface Mutant {
  title: string;
  mutate: (resources: Record<string, any>) => void;
  caughtBy: CheckName;
}

const policy = (r: any): any[] => r.TrailBucketPolicy.Properties.PolicyDocument.Statement;
const bucket = (r: any): any => r.TrailBucket.Properties;
const fields = (r: any, i: number): any[] => r.AuditTrail.Properties.AdvancedEventSelectors[i].FieldSelectors;
const table = (r: any): any => r.TrailTable.Properties.TableInput;

const LET_IN: CheckName = 'nobody else gets into the bucket';
const WRITES: CheckName = 'CloudTrail looks and writes for this trail';
const KEPT: CheckName = 'the bucket is encrypted, closed and kept';
const RECORDS: CheckName = 'the trail records writes of signed-in users and the identity pool, and nothing else';
const PLACE: CheckName = 'the trail writes into the bucket whose policy names it, once that is there';
const TABLE: CheckName = 'the table reads the files of a day where CloudTrail puts them';

/** Ways to get an audit trail wrong, each of which deploys. */
export const mutants: Mutant[] = [
  {
    title: 'any trail of anybody writes',
    mutate: (r) => delete policy(r)[1].Condition.StringEquals['aws:SourceArn'],
    caughtBy: LET_IN,
  },
  { title: 'any trail of anybody looks', mutate: (r) => delete policy(r)[0].Condition, caughtBy: LET_IN },
  {
    title: 'the folders of all accounts',
    mutate: (r) => (policy(r)[1].Resource['Fn::Sub'][0] = '${Arn}/AWSLogs/*'),
    caughtBy: LET_IN,
  },
  {
    title: 'files that are not the owner’s',
    mutate: (r) => delete policy(r)[1].Condition.StringEquals['s3:x-amz-acl'],
    caughtBy: LET_IN,
  },
  {
    title: 'any service',
    mutate: (r) => (policy(r)[1].Principal = { Service: ['cloudtrail.amazonaws.com', 'logs.amazonaws.com'] }),
    caughtBy: LET_IN,
  },
  { title: 'any action', mutate: (r) => (policy(r)[1].Action = 's3:*'), caughtBy: LET_IN },
  { title: 'no leave to look', mutate: (r) => void policy(r).shift(), caughtBy: WRITES },
  {
    title: 'a prefix that the trail does not have',
    mutate: (r) => (policy(r)[1].Resource['Fn::Sub'][0] = '${Arn}/rum/AWSLogs/${AWS::AccountId}/*'),
    caughtBy: WRITES,
  },
  { title: 'no TLS needed', mutate: (r) => void policy(r).pop(), caughtBy: 'nobody reads or writes without TLS' },
  {
    title: 'TLS for files alone',
    mutate: (r) => (policy(r)[2].Resource = policy(r)[2].Resource[1]),
    caughtBy: 'nobody reads or writes without TLS',
  },
  { title: 'no encryption said', mutate: (r) => delete bucket(r).BucketEncryption, caughtBy: KEPT },
  {
    title: 'public policies are taken',
    mutate: (r) => (bucket(r).PublicAccessBlockConfiguration.BlockPublicPolicy = false),
    caughtBy: KEPT,
  },
  { title: 'kept for ever', mutate: (r) => delete bucket(r).LifecycleConfiguration, caughtBy: KEPT },
  {
    title: 'a lifecycle of another folder',
    mutate: (r) => (bucket(r).LifecycleConfiguration.Rules[0].Prefix = 'logs/'),
    caughtBy: KEPT,
  },
  { title: 'deleted with the stack', mutate: (r) => (r['TrailBucket'].DeletionPolicy = 'Delete'), caughtBy: KEPT },
  {
    title: 'the guests’ app monitor',
    mutate: (r) =>
      (fields(r, 0)[2].Equals = [
        { 'Fn::Sub': 'arn:${AWS::Partition}:rum:${AWS::Region}:${AWS::AccountId}:appmonitor/Shop_Unauthenticated' },
      ]),
    caughtBy: RECORDS,
  },
  {
    title: 'the app monitor by its id',
    mutate: (r) => (fields(r, 0)[2].Equals = [{ 'Fn::GetAtt': ['AuthenticatedMonitor', 'Id'] }]),
    caughtBy: RECORDS,
  },
  { title: 'all app monitors of the account', mutate: (r) => void fields(r, 0).pop(), caughtBy: RECORDS },
  { title: 'management events', mutate: (r) => (fields(r, 1)[0].Equals = ['Management']), caughtBy: RECORDS },
  {
    title: 'no identity pool',
    mutate: (r) => void r['AuditTrail'].Properties.AdvancedEventSelectors.pop(),
    caughtBy: RECORDS,
  },
  { title: 'a trail that is off', mutate: (r) => (r['AuditTrail'].Properties.IsLogging = false), caughtBy: RECORDS },
  {
    title: 'a name that the policy does not know',
    mutate: (r) => (r['AuditTrail'].Properties.TrailName = 'Shop'),
    caughtBy: PLACE,
  },
  { title: 'made before its policy', mutate: (r) => delete r['AuditTrail'].DependsOn, caughtBy: PLACE },
  {
    title: 'no validation of files',
    mutate: (r) => (r['AuditTrail'].Properties.EnableLogFileValidation = false),
    caughtBy: PLACE,
  },
  {
    title: 'Hive’s folders in place of CloudTrail’s',
    mutate: (r) => (table(r).Parameters['projection.day.format'] = 'yyyy-MM-dd'),
    caughtBy: TABLE,
  },
  { title: 'no projection', mutate: (r) => (table(r).Parameters['projection.enabled'] = 'false'), caughtBy: TABLE },
  {
    title: 'days before there are records',
    mutate: (r) => (table(r).Parameters['projection.day.range'] = 'NOW-3650DAYS,NOW'),
    caughtBy: TABLE,
  },
  {
    title: 'another SerDe',
    mutate: (r) =>
      (table(r).StorageDescriptor.SerdeInfo.SerializationLibrary = 'org.apache.hive.hcatalog.data.JsonSerDe'),
    caughtBy: TABLE,
  },
];
