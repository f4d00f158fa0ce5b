import { createRouter, createWebHistory } from 'vue-router';
import App from './App.vue';

export const router = createRouter({
  history: createWebHistory(),
  routes: [{ path: '/product/:id', component: App, meta: { title: 'Product', pageTags: ['shop'] } }],
});
