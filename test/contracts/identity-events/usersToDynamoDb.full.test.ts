import { beforeAll, describe, it } from 'vitest';
import { missingDynamoDb } from '../../support/aws/startDynamoDb.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { usersEndRight } from './usersEndRight.ts';
import { useTable } from './useTable.ts';

const missing = missingDynamoDb();

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local', missing))('auth0-users-to-dynamodb', () => {
  beforeAll(() => ensureBuilt('identity-events'));
  const createSetting = useTable();

  it.each<Fault>(['down', 'throttled', 'half-written', 'lost-response'])(
    'ends right when requests are %s now and then, and updates are doubled, late and deleted',
    async (fault) => {
      await usersEndRight(await createSetting(), fault, 300);
    },
  );
});
