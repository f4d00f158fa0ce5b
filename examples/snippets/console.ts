import { startConsole } from '@dual-rum/console';

const local = await startConsole();
console.log(local.config); // What createDualRum takes: endpoint, app monitors, identity pool.
// … drive the app …
console.log(local.journeys(), local.refused());
await local.close();
