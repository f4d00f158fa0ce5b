import { useRum } from '@dual-rum/browser/vue';

const rum = useRum();
rum.recordEvent('added_to_cart', { productId: 'p-42', quantity: 1 });
