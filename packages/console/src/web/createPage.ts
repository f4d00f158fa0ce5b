import type { FileReply } from '../http/Exchange.ts';
import type { Route } from '../http/Route.ts';
import type { Monitor } from '../settings/Settings.ts';
import type { PageFile } from './readPage.ts';
import { views } from './views.ts';

const FOREVER = 'public, max-age=31536000, immutable';

/** What the page knows of an app monitor before it asks anything. */
export type PageMonitor = Pick<Monitor, 'id' | 'name' | 'state'>;

/**
 * The page: its files, and `index.html`, with the app monitors in it, for each address that a browser may be opened at. Returns null
 * for what is not the page's. A program that asks for `/` without `text/html` gets the list of endpoints.
 */
export function createPage(
  files: Map<string, PageFile>,
  monitors: readonly PageMonitor[],
): (method: string, path: string, accept: string | undefined) => Route['handle'] | null {
  const built = files.get('/index.html');
  const index = { type: 'text/html; charset=utf-8', bytes: built ? withMonitors(built.bytes, monitors) : NOT_BUILT };
  return (method, path, accept) => {
    if (method !== 'GET') return null;
    if (isView(path) && accept?.includes('text/html') === true) return () => reply(index, { vary: 'accept' });
    const file = path.startsWith('/assets/') ? files.get(path) : undefined;
    // Their names change with their content.
    return file ? () => reply(file, { 'cache-control': FOREVER }) : null;
  };
}

/** The app monitors in place of the page's empty list of them. It is data and never runs; a name must not end the element. */
function withMonitors(html: Buffer, monitors: readonly PageMonitor[]): Buffer {
  const known = monitors.map(({ id, name, state }) => ({ id, name, state }));
  const json = JSON.stringify(known).replaceAll('<', '\\u003c');
  return Buffer.from(
    html
      .toString('utf8')
      .replace(/(<script [^>]*id="monitors"[^>]*>)\s*\[\]\s*(?=<\/script>)/, (_, tag) => `${tag}${json}`),
  );
}

function isView(path: string): boolean {
  const first = path.split('/')[1]!;
  return first === '' ? path === '/' : views.some((view) => view === first);
}

const reply = ({ type, bytes }: PageFile, headers: Record<string, string>): FileReply => ({
  status: 200,
  headers: { 'content-type': type, ...headers },
  file: bytes,
});

const NOT_BUILT = Buffer.from(`<!doctype html>
<html lang="en"><title>Dual RUM console</title>
<h1>The page is not built</h1>
<p>The endpoints work. In the repository, <code>npm run build -- console</code> builds the page; then start the console again.</p>
</html>
`);
