import { beforeAll, describe, expect, it } from 'vitest';
import { startFunction } from '../../support/aws/loadFunction.ts';
import type { Fault } from '../../support/aws/startFaultyProxy.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { call, loadBoth, LONGEST_DEADLINE, missing, triggerEvent, useNewUsers } from './useNewUsers.ts';

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
  'cognito-users-to-dynamodb',
  () => {
    beforeAll(() => ensureBuilt('identity-events'));
    const createSetting = useNewUsers(LONGEST_DEADLINE);

    it.each<Fault>(['down', 'throttled', 'hangs', 'lost-response'])(
      'answers in time where requests to the table are %s, and the user is there in the end, once',
      async (fault) => {
        const { env, users, profiles, dynamo, queue } = await createSetting();
        const { trigger, invoke } = await loadBoth(env);
        dynamo.decide = () => fault;
        await call(trigger, triggerEvent('ada'));
        dynamo.decide = () => undefined;
        await queue.drain(async (event) => {
          expect(JSON.stringify(event)).not.toContain('S3CRET');
          return invoke(event);
        });
        const [user, profile] = [(await users()).get('ada'), (await profiles()).get('ada')];
        expect(user).toMatchObject({ email: 'ada@example.com', source: 'PostConfirmation_ConfirmSignUp' });
        expect(profile).toMatchObject({ full_name: 'Ada Lovelace', id: user!['id'] });
        expect(await queue.deadLetters()).toEqual([]);
      },
    );

    it('answers in time where neither table nor queue do, says so, and the user is written at the next sign-in', async () => {
      const { env, users, dynamo, sqs } = await createSetting();
      await dynamo.goDown();
      sqs.decide = () => 'hangs';
      const run = startFunction('cognito-users-to-dynamodb', env);
      const event = triggerEvent('ada');
      expect(await run.invoke(event as never)).toEqual(event);
      expect(run.output()).toContain('"EventsLost":1');
      expect(run.output()).toContain('ECONNREFUSED');
      expect(run.output()).not.toContain('@example.com');
      expect(run.output()).not.toContain('S3CRET');
      await dynamo.comeUp();
      const { trigger } = await loadBoth(env);
      await call(trigger, triggerEvent('ada', 'PostAuthentication_Authentication'));
      expect((await users()).has('ada')).toBe(true);
    });
  },
);
