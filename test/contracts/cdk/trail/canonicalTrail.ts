type Values = Record<string, unknown>;

const document = (policy: unknown): unknown => (typeof policy === 'string' ? (JSON.parse(policy) as unknown) : policy);

/** An audit trail without how it was said. The name of the database is asked of the database, of which there is one. */
export function trailFromCloudFormation(ofType: (type: string) => [string, Values][], bucketName: unknown): unknown {
  const one = (type: string): Values => {
    const [found, more] = ofType(type);
    if (!found || more) throw new Error(`not one ${type}`);
    return found[1];
  };
  if (ofType('AWS::CloudTrail::Trail').length === 0) return null;
  const bucket = one('AWS::S3::Bucket');
  const { PolicyDocument, Bucket } = one('AWS::S3::BucketPolicy');
  const { AdvancedEventSelectors, ...trail } = one('AWS::CloudTrail::Trail');
  const { DatabaseInput } = one('AWS::Glue::Database');
  const { TableInput } = one('AWS::Glue::Table');
  const encryption = bucket['BucketEncryption'] as { ServerSideEncryptionConfiguration: Values[] };
  const { Rules } = bucket['LifecycleConfiguration'] as { Rules: Values[] };
  return {
    bucketName,
    encryption: encryption.ServerSideEncryptionConfiguration[0]!['ServerSideEncryptionByDefault'],
    ownership: (bucket['OwnershipControls'] as { Rules: Values[] }).Rules[0],
    publicAccess: bucket['PublicAccessBlockConfiguration'],
    lifecycle: Rules.map((rule) => ({ ...rule, ExpirationInDays: Number(rule['ExpirationInDays']) })),
    policy: { Bucket, PolicyDocument },
    trail,
    selectors: AdvancedEventSelectors,
    database: DatabaseInput,
    table: TableInput,
  };
}

/** The same of the Terraform module. */
export function trailFromTerraform(ofType: (type: string) => Values[], bucketName: unknown): unknown {
  const [trail] = ofType('aws_cloudtrail');
  if (!trail) return null;
  const one = (type: string): Values => ofType(type)[0]!;
  const block = (value: unknown): Values => [value].flat()[0] as Values;
  const blocks = (value: unknown): Values[] => [value].flat() as Values[];
  const encryption = block(one('aws_s3_bucket_server_side_encryption_configuration')['rule']);
  const access = one('aws_s3_bucket_public_access_block');
  const policy = one('aws_s3_bucket_policy');
  const database = one('aws_glue_catalog_database');
  const table = one('aws_glue_catalog_table');
  const storage = block(table['storage_descriptor']);
  return {
    bucketName,
    encryption: { SSEAlgorithm: block(encryption['apply_server_side_encryption_by_default'])['sse_algorithm'] },
    ownership: { ObjectOwnership: block(one('aws_s3_bucket_ownership_controls')['rule'])['object_ownership'] },
    publicAccess: {
      BlockPublicAcls: access['block_public_acls'],
      BlockPublicPolicy: access['block_public_policy'],
      IgnorePublicAcls: access['ignore_public_acls'],
      RestrictPublicBuckets: access['restrict_public_buckets'],
    },
    lifecycle: blocks(one('aws_s3_bucket_lifecycle_configuration')['rule']).map(
      ({ id, status, filter, expiration }) => ({
        Id: id,
        Prefix: block(filter)['prefix'],
        Status: status,
        ExpirationInDays: block(expiration)['days'],
      }),
    ),
    policy: { Bucket: policy['bucket'], PolicyDocument: document(policy['policy']) },
    trail: {
      TrailName: trail['name'],
      S3BucketName: trail['s3_bucket_name'],
      IsLogging: trail['enable_logging'],
      IsMultiRegionTrail: trail['is_multi_region_trail'],
      IncludeGlobalServiceEvents: trail['include_global_service_events'],
      EnableLogFileValidation: trail['enable_log_file_validation'],
    },
    selectors: blocks(trail['advanced_event_selector']).map(({ name, field_selector }) => ({
      Name: name,
      FieldSelectors: blocks(field_selector).map(({ field, equals }) => ({ Field: field, Equals: equals })),
    })),
    database: { Name: database['name'], Description: database['description'] },
    table: {
      Name: table['name'],
      Description: table['description'],
      TableType: table['table_type'],
      PartitionKeys: blocks(table['partition_keys']).map(({ name, type }) => ({ Name: name, Type: type })),
      Parameters: table['parameters'],
      StorageDescriptor: {
        Columns: blocks(storage['columns']).map(({ name, type }) => ({ Name: name, Type: type })),
        Location: storage['location'],
        InputFormat: storage['input_format'],
        OutputFormat: storage['output_format'],
        SerdeInfo: { SerializationLibrary: block(storage['ser_de_info'])['serialization_library'] },
      },
    },
  };
}
