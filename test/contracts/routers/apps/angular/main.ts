import 'zone.js';
import '@angular/compiler';
import { rum } from './rum.ts';
import {
  Component,
  ErrorHandler,
  inject,
  provideBrowserGlobalErrorListeners,
  provideZoneChangeDetection,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { bootstrapApplication } from '@angular/platform-browser';
import { ActivatedRoute, provideRouter, Router, RouterOutlet, type Routes } from '@angular/router';
import { recordErrors } from '@dual-rum/browser/angular';
import {
  appReady,
  fail,
  fault,
  handleError,
  handlesErrors,
  slowFirst,
} from './contract/contracts/routers/pages/beginApp.ts';
import { rumProviders } from './rum-providers.ts';

const page = (name: string) => Component({ selector: `app-${name}`, template: `<h2>${name}</h2>` })(class {});

@Component({
  selector: 'app-product',
  template: `<h2>product {{ params()?.['id'] }}</h2>
    <button id="break" (click)="fail()">break</button>`,
})
class Product {
  params = toSignal(inject(ActivatedRoute).params);
  fail = fail;
}

@Component({ selector: 'app-order', template: `<h2>order {{ params()?.['order'] }}</h2>` })
class Order {
  params = toSignal(inject(ActivatedRoute).params);
}

@Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })
class App {}

/** The app's own, where it has one. */
class AppErrorHandler extends ErrorHandler {
  override handleError(error: unknown): void {
    handleError(error);
  }
}

const routes: Routes = [
  {
    path: '',
    canActivate: [() => slowFirst().then(() => true)],
    children: [
      { path: '', pathMatch: 'full', component: page('home'), title: 'Home', data: { pageTags: ['start'] } },
      { path: 'product/:id', loadComponent: () => Promise.resolve(Product) },
      { path: 'account', children: [{ path: 'orders/:order', component: Order }] },
      { path: 'old', redirectTo: '/product/7' },
      { path: 'private', canActivate: [() => inject(Router).parseUrl('/login')], component: page('private') },
      { path: 'login', component: page('login') },
      { path: 'blocked', canActivate: [() => false], component: page('blocked') },
      { path: 'broken', loadComponent: () => Promise.reject(new Error('chunk did not arrive')) },
      { path: '**', component: page('nowhere') },
    ],
  },
];

const own = handlesErrors ? new AppErrorHandler() : new ErrorHandler();
const app = await bootstrapApplication(App, {
  providers: [
    provideZoneChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(routes),
    ...(fault ? [] : rumProviders),
    // The same as in the README, with the handler that this page asks for.
    { provide: ErrorHandler, useFactory: () => (fault ? own : recordErrors(rum, own)) },
  ],
});
const router = app.injector.get(Router);
appReady(async (path) => {
  await router.navigateByUrl(path).catch(() => undefined);
});
