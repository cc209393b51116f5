import { at, type SourceFile } from './source-files.ts';
import { constantText, type ESTree, visitFile } from './syntax.ts';

const PHYSICAL_PROPERTY =
  /^(?:left|right|(?:margin|padding|scroll-margin|scroll-padding|border)-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius)$/;
const PHYSICAL_VALUE_OF =
  /^(?:text-align|float|clear|caption-side|justify-content|justify-items|justify-self)$/;

/** Mantine's shorthands for a physical side; `ms`, `me`, `ps`, `pe` are the logical ones. */
const PHYSICAL_SHORTHANDS = new Set(['ml', 'mr', 'pl', 'pr', 'left', 'right']);
const SIDE_VALUE_ATTRIBUTES = new Set(['ta', 'textAlign']);

/** Declarations in a stylesheet that name left or right: the Arabic screen is a mirror, not a second design. */
export function physicalDeclarations(file: SourceFile): readonly string[] {
  const text = file.text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  const declaration = /(?<=[{;]|^)\s*(?<name>[a-z-]+)\s*:\s*(?<value>[^;{}]+)(?=[;}])/g;
  return [...text.matchAll(declaration)].flatMap((match) => {
    const name = match.groups?.['name'] ?? '';
    const value = match.groups?.['value']?.trim() ?? '';
    if (!isPhysical(name, value)) return [];
    return [`${at(file, match.index + match[0].search(/\S/))}: ${name}: ${value}`];
  });
}

/** The same in inline styles and style props of components. */
export function physicalStyleProps(file: SourceFile): readonly string[] {
  const found: string[] = [];
  const add = (node: ESTree.Node, words: string): void =>
    void found.push(`${at(file, node.start)}: ${words}`);
  visitFile(file, {
    JSXAttribute: (node) => {
      if (node.name.type !== 'JSXIdentifier') return;
      const { name } = node.name;
      if (PHYSICAL_SHORTHANDS.has(name)) add(node, name);
      const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
      if (value === null || value === undefined) return;
      if (SIDE_VALUE_ATTRIBUTES.has(name) && isSide(constantText(value)))
        add(node, `${name}=${constantText(value)}`);
      if ((name !== 'style' && name !== 'styles') || value.type !== 'ObjectExpression') return;
      for (const key of physicalKeys(value)) add(node, key);
    },
  });
  return found;
}

function physicalKeys(style: ESTree.ObjectExpression): readonly string[] {
  return style.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const name = property.key.type === 'Identifier' ? property.key.name : (constantText(property.key) ?? '');
    if (property.value.type === 'ObjectExpression') return physicalKeys(property.value);
    const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return isPhysical(kebab, constantText(property.value) ?? '') ? [name] : [];
  });
}

function isPhysical(name: string, value: string): boolean {
  return PHYSICAL_PROPERTY.test(name) || (PHYSICAL_VALUE_OF.test(name) && isSide(value));
}

function isSide(value: string | undefined): boolean {
  return value !== undefined && /^(?:left|right)\b/.test(value);
}
