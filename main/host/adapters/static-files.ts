import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};
/** What the bundler puts there carries its content's hash in its name. */
const HASHED = '/assets/';

export type StaticFile = { readonly body: Buffer; readonly mime: string; readonly cacheControl: string };
export type StaticFiles = {
  /** The page with a nonce in place of every `__NONCE__`; undefined when the renderer was not built. */
  readonly page: (nonce: string) => Promise<string | undefined>;
  readonly file: (path: string) => Promise<StaticFile | undefined>;
};

/** The built renderer. Only files found at the start are served, so no path can lead out of the folder. */
export function openStaticFiles(folder: string): StaticFiles {
  const files = listFiles(folder);
  return {
    page: async (nonce) => {
      const page = files.get('/index.html');
      return page === undefined ? undefined : (await readFile(page, 'utf8')).replaceAll('__NONCE__', nonce);
    },
    file: async (path) => {
      const file = files.get(path);
      const mime = MIME[extname(path)];
      if (file === undefined || mime === undefined || path === '/index.html') return undefined;
      const cacheControl = path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache';
      return { body: await readFile(file), mime, cacheControl };
    },
  };
}

/** Goes down by itself: Electron's view of an archive need not know `recursive`. */
function listFiles(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (place: string, address: string): void => {
    for (const entry of entriesOf(place)) {
      const [path, name] = [join(place, entry.name), `${address}/${entry.name}`];
      if (entry.isDirectory()) visit(path, name);
      else if (entry.isFile()) files.set(name, path);
    }
  };
  visit(folder, '');
  return files;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
