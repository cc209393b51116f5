import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { issueTexts } from './issue-text.ts';

const english: unknown = JSON.parse(
  readFileSync(new URL('../../resources/locales/en/issues.json', import.meta.url), 'utf8'),
);

describe('the words of issues', () => {
  it('are there for every code, and for nothing else', () => {
    const wanted = Object.values(issueTexts).map((key) => key.replace(/^issues:/, ''));
    expect(Object.keys(english ?? {}).sort()).toEqual(wanted.sort());
    expect(Object.entries(issueTexts).filter(([code, key]) => key !== `issues:${code}`)).toEqual([]);
  });
});
