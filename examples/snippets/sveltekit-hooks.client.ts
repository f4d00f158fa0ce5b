import type { HandleClientError } from '@sveltejs/kit';
import { rum } from './lib/rum';

export const handleError: HandleClientError = ({ error, status }) => {
  if (status >= 500) rum.recordError(error);
};
