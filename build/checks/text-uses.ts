import { at, type SourceFile } from './source-files.ts';
import { anyText, constantText, type ESTree, visitFile } from './syntax.ts';

/** What one file says about texts: keys asked for, keys built at run time, features named, and all its literals. */
export type TextUses = {
  readonly file: SourceFile;
  readonly features: ReadonlySet<string>;
  readonly keys: readonly { readonly key: string; readonly where: string }[];
  readonly builtKeys: readonly { readonly prefix: string; readonly where: string }[];
  readonly literals: ReadonlySet<string>;
};

const HOOK = /^(?:useTranslation|useTexts?|getFixedT)$/;

/** Reads `t('…')`, `i18n.t('…')`, `<Trans i18nKey="…">` and the features of `useTranslation('…')` in one file. */
export function readTextUses(file: SourceFile): TextUses {
  const features = new Set<string>();
  const literals = new Set<string>();
  const keys: { readonly key: string; readonly where: string }[] = [];
  const builtKeys: { readonly prefix: string; readonly where: string }[] = [];
  const addKey = (node: ESTree.Node): void => {
    for (const choice of choicesOf(node)) {
      const where = at(file, choice.start);
      const key = constantText(choice);
      if (key !== undefined) keys.push({ key, where });
      else if (choice.type === 'TemplateLiteral') {
        builtKeys.push({ prefix: (anyText(choice) ?? '').split('{}', 1).join(''), where });
      }
    }
  };
  visitFile(file, {
    CallExpression: (node) => {
      const name = calledName(node.callee);
      const [first] = node.arguments;
      if (name === 't' && first !== undefined) addKey(first);
      if (name === undefined || !HOOK.test(name)) return;
      for (const argument of node.arguments) for (const text of listedTexts(argument)) features.add(text);
    },
    JSXAttribute: (node) => {
      if (node.name.type !== 'JSXIdentifier' || node.name.name !== 'i18nKey' || node.value === null) return;
      addKey(node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value);
    },
    Literal: (node) => {
      if (typeof node.value === 'string') literals.add(node.value);
    },
  });
  return { file, features, keys, builtKeys, literals };
}

/** `a ? 'x' : 'y'` and `a ?? 'x'` ask for each of their texts. */
function choicesOf(node: ESTree.Node): readonly ESTree.Node[] {
  switch (node.type) {
    case 'ConditionalExpression':
      return [...choicesOf(node.consequent), ...choicesOf(node.alternate)];
    case 'LogicalExpression':
      return [...choicesOf(node.left), ...choicesOf(node.right)];
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return choicesOf(node.expression);
    default:
      return [node];
  }
}

function calledName(callee: ESTree.Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return callee.property.name;
}

function listedTexts(node: ESTree.Node): readonly string[] {
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((element) => (element === null ? [] : listedTexts(element)));
  }
  const text = constantText(node);
  return text === undefined ? [] : [text];
}
