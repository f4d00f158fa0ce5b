export { recordErrors, recordPageViews } from './frameworks/angular.ts';
export type { AngularErrorHandler, AngularRoute, AngularRouter } from './frameworks/angular.ts';
