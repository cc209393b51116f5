import { expect, it } from 'vitest';
import { EXTERNAL_HOSTS, mayOpenOutside } from './external-links.ts';

const hosts = ['help.example'];

it.each([
  ['https://help.example/vouchers', true],
  ['https://help.example:8443/', false],
  ['https://HELP.example/', true],
  ['https://help.example.evil.example/', false],
  ['https://clerk:pin@help.example/', false],
  ['http://help.example/', false],
  ['file:///c:/windows/system32/calc.exe', false],
  ['ms-msdt:/id', false],
  ['smb://help.example/share', false],
  ['no address', false],
])('%s opens in the browser: %s', (address, opens) => {
  expect(mayOpenOutside(address, hosts)).toBe(opens);
});

it('lists no site yet', () => {
  expect(EXTERNAL_HOSTS).toEqual([]);
  expect(mayOpenOutside('https://help.example/')).toBe(false);
});
