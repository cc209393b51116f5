import { describe, expect, it } from 'vitest';
import { literalTexts } from './literal-text.ts';
import { isTest, readProjectFiles } from './source-files.ts';

const files = readProjectFiles((path) => /^renderer\/.*\.tsx$/.test(path) && !isTest(path));

describe('components', () => {
  it(`hold no literal text (${files.length} files)`, () => {
    expect(files.flatMap(literalTexts)).toEqual([]);
  });
});

describe('the check finds', () => {
  it.each([
    ['text between tags', '<p>Save</p>', '"Save"'],
    ['Ethiopic as well as Latin', '<p>ቤተሰብ</p>', '"ቤተሰብ"'],
    ['a string as a child', "<p>{'Save'}</p>", '"Save"'],
    ['a template as a child', '<>{`Row ${n}`}</>', '"Row {}"'],
    ['a choice', "<p>{a ? t('x') : 'Save'}</p>", '"Save"'],
    ['a condition', "<p>{a && 'Save'}</p>", '"Save"'],
    ['a sum', "<p>{n + ' rows'}</p>", '"rows"'],
    ['a label', '<Field label="Name" />', '"Name"'],
    ['an alternative text', "<img alt={'Photo'} />", '"Photo"'],
    ['a spoken label', '<button aria-label="Close" />', '"Close"'],
  ])('%s', (_, text, words) => {
    expect(literalTexts({ path: 'renderer/x.tsx', text })).toEqual([`renderer/x.tsx:1: ${words}`]);
  });

  it.each([
    ['signs and numbers', '<p>· 12 / 30 →</p>'],
    ['a translated text', "<Field label={t('name')}>{t('x')}</Field>"],
    ['attributes nobody sees', '<p className="wide" id="a" data-testid="b" />'],
    ['a comparison', "<p>{a === 'draft' && <b />}</p>"],
    ['the name of the product and of keys', '<p>Tawi <kbd>Ctrl+K</kbd></p>'],
    ['numbers in a template', '<p>{`${a}/${b}`}</p>'],
  ])('nothing wrong with %s', (_, text) => {
    expect(literalTexts({ path: 'renderer/x.tsx', text })).toEqual([]);
  });
});
