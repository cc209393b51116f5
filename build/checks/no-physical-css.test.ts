import { describe, expect, it } from 'vitest';
import { physicalDeclarations, physicalStyleProps } from './physical-css.ts';
import { isTest, readProjectFiles } from './source-files.ts';

const sheets = readProjectFiles((path) => /^renderer\/.*\.css$/.test(path));
const components = readProjectFiles((path) => /^renderer\/.*\.tsx$/.test(path) && !isTest(path));

describe('the screens', () => {
  it(`name no side in ${sheets.length} stylesheets`, () => {
    expect(sheets.flatMap(physicalDeclarations)).toEqual([]);
  });

  it(`name no side in ${components.length} components`, () => {
    expect(components.flatMap(physicalStyleProps)).toEqual([]);
  });
});

describe('the check finds', () => {
  it.each([
    ['a margin', 'a { color: red; margin-left: 1px }', 'margin-left: 1px'],
    ['a border', 'a{border-right-width:0;}', 'border-right-width: 0'],
    ['a corner', 'a { border-top-left-radius: 2px; }', 'border-top-left-radius: 2px'],
    ['an offset', 'a { left: 0; }', 'left: 0'],
    ['an alignment', 'a { text-align: right; }', 'text-align: right'],
    ['a float', '@media print { a { float: left; } }', 'float: left'],
  ])('%s', (_, text, words) => {
    expect(physicalDeclarations({ path: 'renderer/x.css', text })).toEqual([`renderer/x.css:1: ${words}`]);
  });

  it.each([
    ['an inline style', '<p style={{ marginLeft: 4 }} />', 'marginLeft'],
    ['a nested style', "<P styles={{ root: { textAlign: 'left' } }} />", 'textAlign'],
    ['a shorthand', '<Box ml={4} />', 'ml'],
    ['an aligned text', '<Text ta="right" />', 'ta=right'],
  ])('%s in a component', (_, text, words) => {
    expect(physicalStyleProps({ path: 'renderer/x.tsx', text })).toEqual([`renderer/x.tsx:1: ${words}`]);
  });

  it('nothing wrong with logical sides', () => {
    const css =
      '/* left: 0 */ a { margin-inline-start: 1px; inset-inline-end: 0; text-align: start; top: 0 }';
    expect(physicalDeclarations({ path: 'renderer/x.css', text: css })).toEqual([]);
    const jsx = '<Box ms={4} style={{ paddingInlineEnd: 2, top: 0 }} ta="start" />';
    expect(physicalStyleProps({ path: 'renderer/x.tsx', text: jsx })).toEqual([]);
  });
});
