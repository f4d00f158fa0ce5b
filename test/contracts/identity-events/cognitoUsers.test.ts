import { beforeAll, describe, expect, it } from 'vitest';
import { loadTrigger, startFunction } from '../../support/aws/loadFunction.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { call, loadBoth, LONGEST_DEADLINE, missing, triggerEvent, useNewUsers, type Trigger } from './useNewUsers.ts';

describe.skipIf(missing !== undefined && unavailable('DynamoDB Local and moto', missing))(
  'cognito-users-to-dynamodb',
  () => {
    beforeAll(() => ensureBuilt('identity-events'));
    const createSetting = useNewUsers(LONGEST_DEADLINE);

    it('writes a user and their profile with the full name, without what is empty', async () => {
      const { env, users, profiles } = await createSetting();
      const { trigger } = await loadBoth(env);
      await call(trigger, triggerEvent('ada'));
      const [user] = (await users()).values();
      expect(user).toEqual({
        user_id: 'ada',
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        user_pool_id: 'eu-central-1_9aBcDeFgH',
        user_name: 'ada',
        source: 'PostConfirmation_ConfirmSignUp',
        email: 'ada@example.com',
        email_verified: 'true',
      });
      const { id, created_at } = user!;
      expect([...(await profiles()).values()]).toEqual([
        { user_id: 'ada', id, created_at, full_name: 'Ada Lovelace', given_name: 'Ada', family_name: 'Lovelace' },
      ]);
    });

    it('gets new users from the function of the triggers for Kafka, which the user pool calls instead', async () => {
      const [{ env, queue, users }, kafka] = [await createSetting(), await createSetting()];
      const trigger = await loadTrigger('cognito-triggers-to-kafka', { ...kafka.env, USERS_QUEUE_URL: env.QUEUE_URL! });
      for (const source of ['PostConfirmation_ConfirmSignUp', 'PostAuthentication_Authentication'])
        await call(trigger as Trigger, { ...triggerEvent('ada'), triggerSource: source });
      await call(trigger as Trigger, {
        ...triggerEvent('bob'),
        triggerSource: 'PostConfirmation_ConfirmForgotPassword',
      });
      const { invoke } = await loadBoth(env);
      await queue.drain(invoke);
      expect([...(await users()).keys()]).toEqual(['ada']);
      expect((await users()).get('ada')).toMatchObject({
        email: 'ada@example.com',
        source: expect.any(String) as string,
      });
      const bodies: string[] = [];
      await kafka.queue.drain(({ Records }) => {
        bodies.push(...Records.map(({ body }) => (JSON.parse(body) as { subject: string }).subject));
        return Promise.resolve({ batchItemFailures: [] });
      });
      expect(bodies.sort()).toEqual(['ada', 'ada', 'bob']);
    });

    it('writes one table where there is one, and NULL where it is told to', async () => {
      const { env, users, profiles } = await createSetting();
      const { trigger } = await loadBoth({ ...env, PROFILE_TABLE: '', EMPTY_ATTRIBUTES: 'null' });
      await call(trigger, triggerEvent('ada'));
      expect((await users()).get('ada')).toMatchObject({ full_name: 'Ada Lovelace', phone_number: null });
      expect((await profiles()).size).toBe(0);
    });

    it('writes once in three tries, also by other instances: one row, one id, one time', async () => {
      const { env, users, profiles } = await createSetting();
      await call((await loadBoth(env)).trigger, triggerEvent('ada'));
      const before = [await users(), await profiles()];
      for (let tries = 0; tries < 2; tries++) await call((await loadBoth(env)).trigger, triggerEvent('ada'));
      expect([await users(), await profiles()]).toEqual(before);
    });

    it('writes the missing one of two rows', async () => {
      const { env, users, profiles } = await createSetting();
      await call((await loadBoth({ ...env, PROFILE_TABLE: '' })).trigger, triggerEvent('ada'));
      const before = await users();
      await call((await loadBoth(env)).trigger, triggerEvent('ada'));
      expect(await users()).toEqual(before);
      expect((await profiles()).get('ada')).toMatchObject({ full_name: 'Ada Lovelace', id: before.get('ada')!['id'] });
    });

    it('writes confirmed sign-ups, and whoever is new at a sign-in; nobody else', async () => {
      const { env, users, queue } = await createSetting();
      const { trigger } = await loadBoth(env);
      const others = ['PostConfirmation_ConfirmForgotPassword', 'PreSignUp_AdminCreateUser', 'CustomMessage_SignUp'];
      for (const source of others) await call(trigger, triggerEvent('nobody', source));
      expect((await users()).size).toBe(0);

      const onlySignUps = await loadBoth({ ...env, ON_SIGN_IN: 'false' });
      await call(onlySignUps.trigger, triggerEvent('made-by-admin', 'PostAuthentication_Authentication'));
      expect((await users()).size).toBe(0);

      await call(trigger, triggerEvent('made-by-admin', 'PostAuthentication_Authentication'));
      const identities = JSON.stringify([{ providerName: 'Google', providerType: 'Google' }]);
      await call(trigger, triggerEvent('federated', 'PostConfirmation_ConfirmSignUp', { identities }));
      expect((await users()).get('made-by-admin')).toMatchObject({ source: 'PostAuthentication_Authentication' });
      expect((await users()).get('federated')).toMatchObject({ connection: 'Google' });

      const before = await users();
      await call(trigger, triggerEvent('federated', 'PostAuthentication_Authentication'));
      expect(await users()).toEqual(before);
      expect(await queue.poll(() => Promise.reject(new Error('never invoked')))).toBe(0);
    });

    it.each<[string, unknown]>([
      ['no sub', { ...triggerEvent('x'), request: { userAttributes: {} } }],
      ['no request', { triggerSource: 'PostConfirmation_ConfirmSignUp' }],
      ['a text', 'hello'],
      ['null', null],
    ])('answers what it cannot read as it came: %s', async (_, event) => {
      const { env, users } = await createSetting();
      const { trigger } = await loadBoth(env);
      expect(await trigger(event)).toBe(event);
      expect((await users()).size).toBe(0);
    });

    it('counts what it leaves to the queue; poison there fails alone and ends in the dead-letter queue', async () => {
      const { env, dynamo, users, queue } = await createSetting(2);
      dynamo.decide = () => 'down';
      const run = startFunction('cognito-users-to-dynamodb', env);
      await run.invoke(triggerEvent('ada') as never);
      expect(run.output()).toContain('"EventsQueued":1');
      dynamo.decide = () => undefined;
      const poison = ['not JSON', '{}', JSON.stringify({ at: '2026-11-26T10:00:00Z', trigger: {} })];
      await queue.send(poison);
      const first = startFunction('cognito-users-to-dynamodb', env);
      await queue.poll(first.invoke);
      expect(first.output()).toContain('"EventsFailed":3');
      await queue.drain((await loadBoth(env)).invoke);
      expect((await queue.deadLetters()).sort()).toEqual([...poison].sort());
      expect([...(await users()).keys()]).toEqual(['ada']);
    });
  },
);
