import { expect, it } from 'vitest';
import { askPowerShell, createSignatureCheck } from './verify-authenticode.ts';

const publisher = 'CN=Ministry of Example, O=Ministry of Example, C=ET';
const file = 'C:\\Temp\\tawi-setup.exe';
const said = (answer: object): string =>
  JSON.stringify({ Status: 0, Path: file, Subject: publisher, ...answer });

it('passes a valid signature of exactly our publisher', async () => {
  expect(await createSignatureCheck(publisher, async () => said({}))([], file)).toBeNull();
});

it.each([
  ['a signature that is not valid', said({ Status: 1 })],
  ['an unsigned file', said({ Status: 2, Subject: null })],
  ['another signer', said({ Subject: 'CN=Ministry of Example' })],
  ['a signer whose name contains ours', said({ Subject: `${publisher}, OU=evil` })],
  ['an answer about another file', said({ Path: 'C:\\Temp\\other.exe' })],
  ['a status in words', said({ Status: '0' })],
  ['no JSON', 'Valid'],
  ['nothing', ''],
  ['null', 'null'],
])('refuses %s', async (_what, answer) => {
  expect(await createSignatureCheck(publisher, async () => answer)([publisher], file)).toEqual(
    expect.any(String),
  );
});

it('refuses when Windows cannot be asked', async () => {
  const ask = async (): Promise<string> => {
    throw new Error('spawn powershell.exe ENOENT');
  };
  expect(await createSignatureCheck(publisher, ask)([], file)).toContain('ENOENT');
});

it('refuses everything in a build that names no publisher', async () => {
  const check = createSignatureCheck('', async () => said({ Subject: '' }));
  expect(await check([''], file)).toBe('this build names no publisher');
});

it('refuses a file that PowerShell cannot vouch for, and everything where there is none', async () => {
  expect(await createSignatureCheck(publisher, askPowerShell)([publisher], file)).not.toBeNull();
});
