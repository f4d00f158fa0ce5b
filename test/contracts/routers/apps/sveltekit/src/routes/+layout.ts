import { browser } from '$app/environment';
import { slowFirst } from '$lib/contract/contracts/routers/pages/beginApp.ts';

export async function load() {
  if (browser) await slowFirst();
}
