import { createAuth0, type Auth0VueClientOptions } from '@auth0/auth0-vue';
import { auth0Source } from '@dual-rum/browser/auth0';
import { createApp } from 'vue';
import { follow } from './app.ts';

const { config } = globalThis as unknown as { config: Auth0VueClientOptions & { late?: boolean } };
const plugin = createAuth0(config);
const begin = (): void =>
  follow(plugin, () => auth0Source(plugin), {
    login: () => plugin.loginWithPopup({ authorizationParams: { prompt: 'login' } }, { timeoutInSeconds: 20 }),
    loginWithRedirect: () => plugin.loginWithRedirect(),
    logout: () => plugin.logout({ openUrl: false }),
  });
if (!config.late) begin();
createApp({ render: () => null })
  .use(plugin)
  .mount(document.body.appendChild(document.createElement('main')));
if (config.late) begin();
