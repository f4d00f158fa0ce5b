import { startConsole } from '@dual-rum/console';

await startConsole({
  port: 4567,
  region: 'eu-west-1',
  appMonitors: [
    { name: 'Shop', id: '11111111-2222-3333-4444-555555555555', state: 'guest' },
    { name: 'ShopUsers', state: 'authenticated' },
  ],
  identityPools: [
    {
      issuers: [{ issuer: 'development' }, { issuer: 'http://localhost:9000/', clientIds: ['shop-web'] }],
    },
  ],
});
