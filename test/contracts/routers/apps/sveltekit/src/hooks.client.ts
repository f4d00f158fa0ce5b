import { handleError as record } from './recording';
import { fault } from '$lib/contract/contracts/routers/pages/beginApp.ts';

/** The hook of the README, and the app without it. */
export const handleError = fault ? () => undefined : record;
