import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator } from 'playwright';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { assert } from '#domain/invariant';
import { type DeskWindow, goTo } from '../setup/desk-window.ts';
import { tabTo } from '../setup/keyboard.ts';

// The decoder would fetch its program from the network; it lies beside it in the package.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** Reads the QR of one paper as it stands on the screen. */
export async function readPaper(paper: Locator): Promise<string> {
  await paper.scrollIntoViewIfNeeded();
  const found = await readBarcodes(await paper.locator('.qr').screenshot(), { formats: ['QRCode'] });
  assert(found.length === 1, () => `${found.length} codes are on the paper`);
  return found[0]?.text ?? '';
}

/** A reader at work: the code and Enter as fast as keys can come. */
export async function scan(desk: DeskWindow, code: string): Promise<void> {
  await desk.type(code);
  await desk.page.keyboard.press('Enter');
}

export async function openRedeem(desk: DeskWindow): Promise<void> {
  await goTo(desk, '5', 'Vouchers');
  await desk.press('F2');
  await desk.page.getByRole('heading', { level: 1, name: 'Redeem' }).waitFor();
  await desk.page.getByText('Ready to scan').waitFor();
}

/** Chooses once for the shift where vouchers are paid out: its number in the list. */
export async function chooseProvider(desk: DeskWindow, number: string, name: string): Promise<void> {
  const choice = desk.page.getByRole('group', { name: /^Paid out at/ });
  await tabTo(desk, choice.getByRole('radio').first());
  await desk.type(number);
  await choice.getByRole('radio', { name, checked: true }).waitFor();
}

/** Enter pays in full; gives the receipt's line. */
export async function payInFull(desk: DeskWindow): Promise<string> {
  await desk.page.getByRole('button', { name: /^Pay .+ in full/ }).waitFor();
  await desk.press('Enter');
  const receipt = desk.page.locator('.receipt-line');
  await receipt.waitFor();
  return receipt.innerText();
}

export type Refusal = { readonly code: string; readonly word: string; readonly why: string };

/** Scans a voucher that is refused; gives the words of the card and closes it with Esc. */
export async function scanRefused(desk: DeskWindow, code: string): Promise<Refusal> {
  await scan(desk, code);
  const card = desk.page.locator('.verdict[data-refusal]');
  await card.waitFor();
  const refusal = {
    code: (await card.getAttribute('data-refusal')) ?? '',
    word: await card.locator('.word').innerText(),
    why: await card.locator('.band span').first().innerText(),
  };
  await desk.press('Escape');
  await desk.page.getByText('Ready to scan').waitFor();
  return refusal;
}
