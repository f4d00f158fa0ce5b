import { createRouter, createWebHistory } from 'vue-router';
import { beginPagesAtTheTop } from './focus.ts';
import CartPage from './pages/CartPage.vue';
import CategoryPage from './pages/CategoryPage.vue';
import CheckoutPage from './pages/CheckoutPage.vue';
import HomePage from './pages/HomePage.vue';
import NotFoundPage from './pages/NotFoundPage.vue';
import OrderPage from './pages/OrderPage.vue';
import ProductPage from './pages/ProductPage.vue';
import SignInPage from './pages/SignInPage.vue';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: HomePage },
    { path: '/category/:id', component: CategoryPage, props: true },
    { path: '/product/:id', component: ProductPage, props: true },
    { path: '/cart', component: CartPage },
    { path: '/checkout', component: CheckoutPage },
    { path: '/order/:id', component: OrderPage, props: true },
    { path: '/auth', component: SignInPage },
    { path: '/:path(.*)*', component: NotFoundPage },
  ],
});

beginPagesAtTheTop(router);
