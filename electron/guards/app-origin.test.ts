import { expect, it } from 'vitest';
import { isOwnAddress, isOwnDownload, isOwnPage, isOwnRequest } from './app-origin.ts';

/** [address, own, the page, a download] */
it.each<readonly [string, boolean, boolean, boolean]>([
  ['app://tawi/', true, true, false],
  ['app://tawi/index.html', true, true, false],
  ['app://tawi/#/vouchers/redeem', true, true, false],
  ['app://tawi/?next=https://evil.example', true, false, false],
  ['app://tawi/assets/app.js', true, false, false],
  ['app://tawi/files/aB3_-x', true, false, true],
  ['app://tawi/files/', true, false, false],
  ['app://tawi/files/a/b', true, false, false],
  ['app://tawi/files?name=x', true, false, false],
  ['app://tawi:80/', false, false, false],
  ['app://user:pin@tawi/', false, false, false],
  ['app://tawi.evil.example/', false, false, false],
  ['app://evil/', false, false, false],
  ['app:tawi', false, false, false],
  ['https://tawi/', false, false, false],
  ['file:///etc/passwd', false, false, false],
  ['javascript:alert(1)', false, false, false],
  ['about:blank', false, false, false],
  ['data:text/html,x', false, false, false],
  ['', false, false, false],
])('%s', (address, own, page, download) => {
  expect([isOwnAddress(address), isOwnPage(address), isOwnDownload(address)]).toEqual([own, page, download]);
});

it.each<readonly [string, boolean, boolean]>([
  ['app://tawi/assets/app.js', true, true],
  ['blob:app://tawi/6f1c', true, true],
  ['blob:https://evil.example/6f1c', false, false],
  ['data:image/png;base64,AA==', true, true],
  ['https://dictionaries.example/en.bdic', false, false],
  ['ws://127.0.0.1:9222/', false, false],
  ['devtools://devtools/bundled/x.js', false, true],
])('a page may fetch %s: %s, with developer tools %s', (address, shipped, developer) => {
  expect([isOwnRequest(address, { devTools: false }), isOwnRequest(address, { devTools: true })]).toEqual([
    shipped,
    developer,
  ]);
});
