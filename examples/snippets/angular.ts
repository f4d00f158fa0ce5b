import { ErrorHandler, inject, provideEnvironmentInitializer } from '@angular/core';
import { Router } from '@angular/router';
import { recordErrors, recordPageViews } from '@dual-rum/browser/angular';
import { rum } from './rum';

/** For `providers` of bootstrapApplication. */
export const rumProviders = [
  provideEnvironmentInitializer(() => recordPageViews(rum, inject(Router))),
  { provide: ErrorHandler, useFactory: () => recordErrors(rum, new ErrorHandler()) },
];
