import { beforeEach, describe, expect, it } from 'vitest';
import {
  BrowserWindow,
  electronCalls,
  forked,
  lastHandler,
  resetElectron,
} from '../../test/setup/electron-stub.ts';
import { SAFE_WEB_PREFERENCES } from '../guards/web-preferences.ts';
import { askPassphrase } from './ask-passphrase.ts';
import { isLiftedByPassphrase, passphrasePage, readPassphrase } from './passphrase-page.ts';
import { startOffice } from './start-office.ts';
import { shellTexts } from './words.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const texts = shellTexts('en');
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
beforeEach(resetElectron);

describe('the page that asks for the passphrase', () => {
  it('runs nothing, posts to itself only, and says why it asks', () => {
    const { html, policy } = passphrasePage(texts, 'keystore/wrong-passphrase', 'abc');
    expect(policy).toBe(
      "default-src 'none'; style-src 'nonce-abc'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(html).toContain('<form method="post" action="./">');
    expect(html).toContain('The PC passphrase is not right.');
    expect(html).not.toMatch(/<script|style="|src=|href=/);
  });

  it.each([
    ['ar', '<html lang="ar" dir="rtl">'],
    ['fr', '<html lang="fr" dir="ltr">'],
    ['en', '<html lang="en" dir="ltr">'],
  ])('is in the language of the system (%s)', (locale, start) => {
    expect(passphrasePage(shellTexts(locale), 'keystore/passphrase-needed', 'abc').html).toContain(start);
  });

  it.each([
    ['passphrase=twelve+or+more%21', 'twelve or more!'],
    ['passphrase=%E1%8A%A0%E1%89%A0%E1%89%A0', 'አበበ'],
    ['passphrase=', undefined],
    ['other=x', undefined],
    ['', undefined],
  ])('reads %s', (body, expected) => {
    expect(readPassphrase(body)).toBe(expected);
  });

  it('is only shown for what a passphrase can lift', () => {
    const codes = [
      'keystore/passphrase-needed',
      'keystore/wrong-passphrase',
      'keystore/weak-passphrase',
      'keystore/unavailable',
      'host/already-open',
    ];
    expect(codes.map(isLiftedByPassphrase)).toEqual([true, true, true, false, false]);
  });
});

const post = (body: string): unknown =>
  lastHandler('session.protocol.handle')(new Request('app://tawi/', { method: 'POST', body }));

it('asks in a window that runs no script and keeps nothing', async () => {
  const asked = askPassphrase(texts, 'keystore/passphrase-needed', log);
  const options = electronCalls.find(({ api }) => api === 'BrowserWindow')?.args[0];
  expect(options).toMatchObject({
    webPreferences: { ...SAFE_WEB_PREFERENCES, javascript: false, devTools: false },
  });
  const page = await lastHandler('session.protocol.handle')(new Request('app://tawi/'));
  expect(page instanceof Response && page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'/,
  );
  await post('passphrase=a+passphrase+of+the+PC');
  expect(await asked).toBe('a passphrase of the PC');
  await settled();
  expect(BrowserWindow.all).toEqual([]);
});

it('a window closed without an answer answers nothing', async () => {
  const asked = askPassphrase(texts, 'keystore/passphrase-needed', log);
  BrowserWindow.all[0]?.close();
  expect(await asked).toBeUndefined();
});

describe('a core that cannot start', () => {
  const settings = { dataDir: '/data', version: '1', release: true };
  const started = () => startOffice({ bundles: '/app', settings, log, texts });
  const starts = () =>
    electronCalls.filter(({ api }) => api === 'UtilityProcess.postMessage').map(({ args }) => args[0]);

  it('is started again with the passphrase that was typed', async () => {
    started();
    forked[0]?.emit('message', { kind: 'refused', code: 'keystore/passphrase-needed' });
    await post('passphrase=a+passphrase+of+the+PC');
    await settled();
    forked[0]?.emit('exit', 0);
    await settled();
    expect(starts()).toEqual([
      { kind: 'start', settings },
      { kind: 'stop' },
      { kind: 'start', settings: { ...settings, passphrase: 'a passphrase of the PC' } },
    ]);
  });

  it('says why and leaves when no passphrase helps', () => {
    started();
    forked[0]?.emit('message', { kind: 'refused', code: 'keystore/unavailable' });
    expect(electronCalls.slice(-2).map(({ api }) => api)).toEqual(['dialog.showErrorBox', 'app.quit']);
    expect(electronCalls.at(-2)?.args[1]).toContain('The key store of this PC does not answer');
  });

  it('leaves when nobody types a passphrase', async () => {
    started();
    forked[0]?.emit('message', { kind: 'refused', code: 'keystore/passphrase-needed' });
    BrowserWindow.all[0]?.close();
    await settled();
    expect(electronCalls.at(-1)?.api).toBe('app.quit');
  });
});
