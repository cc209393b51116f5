import { at, type SourceFile } from './source-files.ts';
import { anyText, type ESTree, visitFile } from './syntax.ts';

const SPOKEN_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'error',
  'label',
  'placeholder',
  'title',
]);

/** Names that are the same in every language: the product's own, and keys of the keyboard that are never translated. */
const NAME = /^(?:Tawi|(?:Ctrl\+)?[A-Z]|F\d{1,2})$/;
const LETTER = /\p{Letter}/u;

/** Text that people would see and that no locale knows: JSX text, and attributes that are shown or read aloud. */
export function literalTexts(file: SourceFile): readonly string[] {
  const found: string[] = [];
  const add = (node: ESTree.Node, text: string): void => {
    if (!NAME.test(text.trim()) && LETTER.test(text.replaceAll('{}', '')))
      found.push(`${at(file, node.start)}: "${text.trim()}"`);
  };
  const addShown = (node: ESTree.Node): void => {
    for (const shown of shownTexts(node)) add(shown, anyText(shown) ?? '');
  };
  visitFile(file, {
    JSXText: (node) => add(node, node.value),
    JSXElement: (node) => {
      for (const child of node.children)
        if (child.type === 'JSXExpressionContainer') addShown(child.expression);
    },
    JSXFragment: (node) => {
      for (const child of node.children)
        if (child.type === 'JSXExpressionContainer') addShown(child.expression);
    },
    JSXAttribute: (node) => {
      if (node.name.type !== 'JSXIdentifier' || !SPOKEN_ATTRIBUTES.has(node.name.name)) return;
      if (node.value?.type === 'Literal') addShown(node.value);
      if (node.value?.type === 'JSXExpressionContainer') addShown(node.value.expression);
    },
  });
  return found;
}

/** The literals an expression may show: itself, the sides of `a ? b : c`, `a && b`, `a ?? b`, `a + b`. */
function shownTexts(node: ESTree.Node): readonly ESTree.Node[] {
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return [node];
    case 'ConditionalExpression':
      return [...shownTexts(node.consequent), ...shownTexts(node.alternate)];
    case 'LogicalExpression':
      return node.operator === '&&'
        ? shownTexts(node.right)
        : [...shownTexts(node.left), ...shownTexts(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...shownTexts(node.left), ...shownTexts(node.right)] : [];
    default:
      return [];
  }
}
