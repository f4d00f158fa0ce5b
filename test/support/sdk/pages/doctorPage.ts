/** A page of an app whose set-up is what the test says, right or wrong. */
import { createDualRum, type AuthSource, type DualRumOptions } from '@dual-rum/browser';
import { AwsRum } from 'aws-rum-web';

/** What can be done wrong in code, not by an option that JSON can say. */
export type Mistake =
  | 'no SDK'
  | 'plain client'
  | 'two clients'
  | 'throws first'
  | 'page view twice'
  | 'sign-in not followed'
  | 'silent source'
  | 'failing source'
  | 'signed in'
  | 'silent provider'
  | 'failing provider'
  | 'foreign provider'
  | 'beforeSend returns nothing'
  | 'invalid event'
  | 'waits for consent'
  | 'excludes the page'
  | 'service worker';

/** In the page, as JSON. */
export interface DoctorGiven {
  options: DualRumOptions;
  mistake?: Mistake;
  token?: string;
  issuer?: string;
}

const given = JSON.parse(document.getElementById('given')!.textContent) as DoctorGiven;
const { options, mistake, token = '', issuer = '' } = given;
const never = (): Promise<never> => new Promise(() => undefined);
const forGuests = (guest: object): DualRumOptions => ({ ...options, guest: { ...options.guest, ...guest } });
const source = (current: AuthSource['current']): AuthSource => ({
  current,
  idToken: () => Promise.resolve(token),
  subscribe: () => () => undefined,
});
const plain = (): void => {
  new AwsRum('99999999-8888-4777-8666-555555555555', '1.0.0', options.region, {
    endpoint: options.endpoint!,
    signing: false,
    telemetries: ['errors'],
    dispatchInterval: 200,
  });
};

const ways: Record<Mistake, () => void> = {
  'no SDK': () => undefined,
  'plain client': plain,
  'two clients': () => {
    plain();
    createDualRum(options);
  },
  'throws first': () => {
    throw new Error('the app is not configured');
  },
  'page view twice': () => {
    const rum = createDualRum(options);
    // A router that comes later than the rum, and names the page by its route.
    setTimeout(() => rum.recordPageView({ pageId: '/:name', path: location.pathname }), 50);
  },
  'sign-in not followed': () => {
    sessionStorage.setItem('oidc.user:https://id.example.com:shop', JSON.stringify({ id_token: 'a.b.c' }));
    createDualRum(options);
  },
  'silent source': () => void createDualRum({ ...options, auth: source(never) }),
  'failing source': () =>
    void createDualRum({ ...options, auth: source(() => Promise.reject(new Error('UserPool not configured'))) }),
  'signed in': () =>
    void createDualRum({ ...options, auth: source(() => Promise.resolve({ subject: 'alice', issuer })) }),
  'silent provider': () => void createDualRum(forGuests({ identityPoolId: undefined, credentials: never })),
  'failing provider': () =>
    void createDualRum(
      forGuests({ identityPoolId: undefined, credentials: () => Promise.reject(new Error('no credentials here')) }),
    ),
  'foreign provider': () =>
    void createDualRum(
      forGuests({
        identityPoolId: undefined,
        credentials: { accessKeyId: 'ASIAFOREIGN', secretAccessKey: 'secret', sessionToken: 'token' },
      }),
    ),
  'beforeSend returns nothing': () => void createDualRum({ ...options, beforeSend: () => null }),
  'invalid event': () => createDualRum(options).recordEvent('search', { found: 'x'.repeat(7000) }),
  'waits for consent': () => void createDualRum({ ...options, enabled: false }),
  'excludes the page': () =>
    void createDualRum({ ...options, config: { ...options.config, pagesToExclude: [/127\.0\.0\.1/] } }),
  'service worker': () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => void createDualRum(options));
    void navigator.serviceWorker.register('/sw.js');
  },
};

if (mistake) ways[mistake]();
else createDualRum(options);
