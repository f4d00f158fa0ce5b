import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';

/**
 * Auth0's log events to S3 as articles and samples have it: one object for each event, named by the time; a row made by
 * joining with commas; a failure is logged and the message is gone.
 */
const client = new S3Client({});

interface Log {
  log_id: string;
  data: Record<'type' | 'date' | 'user_id' | 'client_name' | 'ip' | 'user_agent' | 'description', string>;
}

export async function handler(event: SQSEvent): Promise<void> {
  for (const record of event.Records) {
    const { detail } = JSON.parse(record.body) as { detail: Log };
    const { log_id, data } = detail;
    const row = [
      log_id,
      data.type,
      data.date,
      data.user_id,
      data.client_name,
      data.ip,
      data.user_agent,
      data.description,
    ];
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: process.env['BUCKET'],
          Key: `auth0/${new Date(data.date).toISOString()}.csv`,
          Body: `${row.join(',')}\n`,
        }),
      );
    } catch (error) {
      console.error(error);
    }
  }
}
