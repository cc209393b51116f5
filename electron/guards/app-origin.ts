/** The scheme and host under which the screens live; no other address is ever loaded. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'tawi';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/`;

/** True for every address of our own origin. Node knows no origin for own schemes, so its parts are compared. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return false;
  return url.username === '' && url.password === '';
}

/** True for the page itself, whatever route stands behind its `#`. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !isOwnAddress(address) || url.search !== '') return false;
  return url.pathname === '/' || url.pathname === '/index.html';
}

/** True for the download of a ticket (`files/<ticket>`). */
export function isOwnDownload(address: string): boolean {
  return isOwnAddress(address) && /^\/files\/[\w%-]+$/.test(URL.parse(address)?.pathname ?? '');
}

/** What a page may fetch: our own addresses and what it made itself. Nothing of ours lies on the network. */
export function isOwnRequest(address: string, { devTools }: { readonly devTools: boolean }): boolean {
  if (address.startsWith('data:')) return true;
  if (address.startsWith('blob:')) return isOwnAddress(address.slice('blob:'.length));
  return isOwnAddress(address) || (devTools && address.startsWith('devtools://'));
}
