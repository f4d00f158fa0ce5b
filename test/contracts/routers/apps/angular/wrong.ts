import { ErrorHandler } from '@angular/core';
import { recordPageViews } from '@dual-rum/browser/angular';
import { rum } from './rum.ts';

/** What types have to refuse. */
export const stop = recordPageViews(rum, new ErrorHandler());
