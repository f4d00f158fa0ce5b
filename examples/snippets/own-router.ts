import { rum } from './rum.ts';

router.onEntered(({ pattern, path }) => rum.recordPageView({ pageId: pattern, path }));
