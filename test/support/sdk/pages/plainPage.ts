/** A page of an ordinary app. */
import { beginPage } from './pageSdk.ts';

beginPage();
