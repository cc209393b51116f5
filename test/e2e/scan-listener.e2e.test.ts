import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvariantError } from '#domain/invariant';
import { launchChromium } from './setup/chromium.ts';

/** 219 characters, as a printed voucher has. */
const code = `G2P1${'K7Q42M3WTABCDEFGHIJKLNOPRSUVXYZ2345'.repeat(7).slice(0, 215)}`;
/** Longer than the listener waits in mid-code, and than it stays deaf afterwards. */
const afterGivingUpMs = 800;
const afterDeafnessMs = 1200;

let browser: Browser;
let listener: string;

beforeAll(async () => {
  listener = await bundleListener();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

/** The one module as the page gets it: bundled by Vite into a single script. */
async function bundleListener(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: resolve(import.meta.dirname, '../../renderer/app/scan-listener.ts'),
        formats: ['iife'],
        name: 'Scans',
      },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new InvariantError('the listener was not bundled');
  return first.output[0].code;
}

type Seen = {
  readonly scans: readonly (string | null)[];
  readonly name: string;
  readonly pin: string;
  readonly presses: number;
  readonly submits: number;
};

/** A page with a field, a password and a button that pays: all a reader could do harm to. */
async function openDesk(): Promise<Page> {
  const page = await browser.newPage();
  await page.setContent(
    `<form><input id="name" value="Amina"><input id="pin" type="password"><button id="pay">Pay</button></form>
     <script>${listener}</script>
     <script>
       const seen = { scans: [], presses: 0, submits: 0 };
       document.querySelector('form').onsubmit = (event) => { event.preventDefault(); seen.submits += 1; };
       document.querySelector('#pay').onclick = () => { seen.presses += 1; };
       Scans.listenForScans(window, (code) => seen.scans.push(code));
       window.read = () => ({ ...seen, name: document.querySelector('#name').value, pin: document.querySelector('#pin').value });
     </script>`,
  );
  return page;
}

const read = (page: Page): Promise<Seen> => page.evaluate('read()');

describe('a reader that types', () => {
  it('is heard whole on ten fresh pages, and the field with the focus keeps what it held', async () => {
    const results: Seen[] = [];
    for (let page = 0; page < 10; page += 1) {
      const desk = await openDesk();
      await desk.focus('#name');
      await desk.keyboard.press('End');
      await desk.keyboard.type(code);
      await desk.keyboard.press('Enter');
      results.push(await read(desk));
      await desk.close();
    }
    const clean: Seen = { scans: [code], name: 'Amina', pin: '', presses: 0, submits: 0 };
    expect(results).toEqual(Array.from({ length: 10 }, () => clean));
  });

  it('is heard again and again on one page, ending with Enter or with Tab', async () => {
    const desk = await openDesk();
    await desk.focus('#name');
    for (const end of ['Enter', 'Tab', 'Enter', 'Tab', 'Enter']) {
      await desk.keyboard.type(code);
      await desk.keyboard.press(end);
    }
    const focus = await desk.evaluate('document.activeElement.id');
    expect({ ...(await read(desk)), focus }).toEqual({
      scans: Array.from({ length: 5 }, () => code),
      name: 'Amina',
      pin: '',
      presses: 0,
      submits: 0,
      focus: 'name',
    });
    await desk.close();
  });

  it('is heard in the middle of a word that somebody types, and the word stays', async () => {
    const desk = await openDesk();
    await desk.fill('#name', '');
    await desk.keyboard.type('Abebe');
    await desk.keyboard.type(code);
    await desk.keyboard.press('Enter');
    await desk.keyboard.type(' Kebede');
    expect(await read(desk)).toMatchObject({ scans: [code], name: 'Abebe Kebede', submits: 0 });
    await desk.close();
  });

  it('is heard with Caps Lock on: keys count, not the letters they make', async () => {
    const desk = await openDesk();
    await desk.focus('#name');
    for (const character of code.toLowerCase()) {
      await desk.keyboard.press(/\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`);
    }
    await desk.keyboard.press('Enter');
    expect(await read(desk)).toMatchObject({ scans: [code], name: 'Amina' });
    await desk.close();
  });

  it('never presses the button that has the focus, neither by a whole code nor by half of one', async () => {
    const desk = await openDesk();
    await desk.focus('#pay');
    await desk.keyboard.type(code);
    await desk.keyboard.press('Enter');
    expect(await read(desk)).toMatchObject({ scans: [code], presses: 0, submits: 0 });
    await desk.keyboard.type(code.slice(0, 60));
    await desk.waitForTimeout(afterGivingUpMs);
    // The late rest of the code and its Enter: swallowed for a moment after the failure.
    await desk.keyboard.type(code.slice(60));
    await desk.keyboard.press('Enter');
    expect(await read(desk)).toMatchObject({ scans: [code, null], presses: 0, submits: 0 });
    await desk.waitForTimeout(afterDeafnessMs);
    await desk.keyboard.press('Enter');
    expect(await read(desk)).toMatchObject({ scans: [code, null], presses: 1 });
    await desk.close();
  });

  it('that stops half-way is told as unreadable and leaves nothing in the field', async () => {
    const desk = await openDesk();
    await desk.focus('#name');
    await desk.keyboard.type(code.slice(0, 100));
    await desk.waitForTimeout(afterGivingUpMs);
    expect(await read(desk)).toEqual({ scans: [null], name: 'Amina', pin: '', presses: 0, submits: 0 });
    await desk.close();
  });
});

describe('a person who types', () => {
  it('gets the letters of the prefix back', async () => {
    const desk = await openDesk();
    await desk.fill('#name', '');
    await desk.keyboard.type('Abebe G2P1 Kebede 12', { delay: 70 });
    await desk.waitForTimeout(afterGivingUpMs);
    expect(await read(desk)).toMatchObject({ scans: [], name: 'Abebe G2P1 Kebede 12' });
    await desk.close();
  });

  it('may end with the prefix and send the form with Enter', async () => {
    const desk = await openDesk();
    await desk.fill('#name', '');
    await desk.keyboard.type('G2P1', { delay: 70 });
    await desk.waitForTimeout(afterGivingUpMs);
    await desk.keyboard.press('Enter');
    expect(await read(desk)).toMatchObject({ scans: [], name: 'G2P1', submits: 1 });
    await desk.close();
  });

  it('keeps every character of a password', async () => {
    const desk = await openDesk();
    await desk.focus('#pin');
    await desk.keyboard.type('g2p0*P1g2s5');
    await desk.keyboard.type('4711', { delay: 40 });
    expect(await read(desk)).toMatchObject({ scans: [], pin: 'g2p0*P1g2s54711' });
    await desk.close();
  });
});
