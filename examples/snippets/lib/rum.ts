export { rum } from '../rum.ts';
