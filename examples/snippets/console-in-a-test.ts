import { startConsole } from '@dual-rum/console';

const rum = await startConsole();
// Point the app at rum.config: region, endpoint, identityPoolEndpoint, guest, authenticated.
const token = await rum.mintToken({ subject: 'alice' });
const undo = rum.addFault({ kind: 'status', status: 429, retryAfter: 1, times: 3 });
// … use the app …
undo();
console.log(token.length, rum.journeys().monitors, rum.refused(), rum.status().duplicates.count);
await rum.close();
