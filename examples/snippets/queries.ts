import { openDatabase, queries } from '@dual-rum/queries';

const events = await openDatabase();
await events.add([
  JSON.stringify({
    event_timestamp: Date.parse('2026-11-26T10:00:00Z'),
    event_type: 'com.amazon.rum.page_view_event',
    event_id: '0f7ee4d0-3a3c-4f2f-9a55-0d4a3d6c5f11',
    application_id: '11111111-2222-3333-4444-555555555555',
    application_version: '1.4.0',
    metadata: { pageId: '/cart' },
    user_details: { sessionId: '5a0b51b6-7a1e-4c7c-b0c3-0f1d4a4b6a01', userId: '9d3f2f60-5a3e-4f53-8a3f-6f5f3f1f2a10' },
    event_details: { pageId: '/cart', interaction: 0 },
  }),
]);
const { columns, rows } = await events.run('page-views', { from: '2026-11-26', parameters: { limit: 50 } });
console.log(queries.length, columns, rows);
events.close();
