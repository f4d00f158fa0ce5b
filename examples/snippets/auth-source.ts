import { createDualRum, type AuthSource } from '@dual-rum/browser';

const auth: AuthSource = {
  current: async () => (session.user ? { subject: session.user.id, issuer: 'https://id.example.com' } : null),
  idToken: async () => session.idToken,
  subscribe: (hint) => session.onChange(() => hint('session changed')),
};

createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.4.0',
  auth,
  guest: { appMonitorId: '6c2d…', identityPoolId: 'us-east-1:41c0…' },
  authenticated: { appMonitorId: '9f0e…', identityPoolId: 'us-east-1:41c0…' },
});
