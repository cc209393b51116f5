import { expect, it } from 'vitest';
import { chooseShell, type ShellChoice, type ShellFacts } from './choose-shell.ts';

type Case = {
  readonly name: string;
  readonly forced?: string;
  readonly display: boolean;
  readonly there?: boolean;
  readonly installs?: boolean;
  readonly expected: ShellChoice;
  readonly tried: number;
};
const binary = '/opt/electron';
const cases: readonly Case[] = [
  {
    name: 'a display and a binary',
    display: true,
    there: true,
    expected: { shell: 'electron', binary },
    tried: 0,
  },
  {
    name: 'a display, fetched on the way',
    display: true,
    installs: true,
    expected: { shell: 'electron', binary },
    tried: 1,
  },
  {
    name: 'a display, but unreachable',
    display: true,
    expected: { shell: 'browser', why: 'Electron is not installed and could not be fetched' },
    tried: 1,
  },
  {
    name: 'no display, although there is a binary',
    display: false,
    there: true,
    expected: { shell: 'browser', why: 'there is no display for Electron' },
    tried: 0,
  },
  {
    name: 'browser forced',
    forced: 'browser',
    display: true,
    there: true,
    expected: { shell: 'browser', why: 'TAWI_SHELL=browser' },
    tried: 0,
  },
  {
    name: 'Electron forced without display',
    forced: 'electron',
    display: false,
    there: true,
    expected: { shell: 'electron', binary },
    tried: 0,
  },
  {
    name: 'Electron forced and missing',
    forced: 'electron',
    display: true,
    expected: { shell: 'none', why: 'Electron is not installed and could not be fetched' },
    tried: 1,
  },
  {
    name: 'a word that is neither',
    forced: 'chrome',
    display: true,
    expected: { shell: 'none', why: 'TAWI_SHELL is "chrome"; it may be electron or browser' },
    tried: 0,
  },
];

it.each(cases)('chooses with $name', async ({ forced, display, there, installs, expected, tried }) => {
  let isThere = there === true;
  let tries = 0;
  const facts: ShellFacts = {
    forced,
    hasDisplay: display,
    findElectron: () => (isThere ? binary : undefined),
    installElectron: async () => {
      tries += 1;
      isThere = installs === true;
      return isThere;
    },
  };
  expect({ choice: await chooseShell(facts), tries }).toEqual({ choice: expected, tries: tried });
});
