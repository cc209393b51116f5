import { type ImportTarget, type ImportUse, readImports } from './import-graph.ts';
import { LAYERS, type Layer, layerOf, matchesPackage, SINGLE_HOMES, TEST_PACKAGES } from './layers.ts';
import { at, isTest, type SourceFile } from './source-files.ts';

/** What the rule needs to know about the project around a file. */
export type Project = {
  readonly resolve: (specifier: string, from: string) => ImportTarget;
  /** The direct dependencies of package.json; a package that only came along may not be imported. */
  readonly dependencies: ReadonlySet<string>;
};

/** Holds one file against the table of layers; returns one sentence per breach. */
export function breachesOf(file: SourceFile, project: Project): readonly string[] {
  const layer = layerOf(file.path);
  if (layer === undefined) return [`${file.path}: no layer in build/checks/layers.ts knows this folder`];
  return readImports(file).flatMap((use) => {
    const breach = breachOf(use, file.path, layer, project);
    return breach === undefined ? [] : [`${at(file, use.offset)}: ${breach}`];
  });
}

function breachOf(use: ImportUse, path: string, layer: Layer, project: Project): string | undefined {
  const target = project.resolve(use.specifier, path);
  if (target.kind === 'nothing')
    return `"${use.specifier}" leads to no file (write the full name, with its ending)`;
  if (target.kind === 'package') return packageBreach(target.name, use, path, layer, project);
  return fileBreach(target.path, use, path, layer);
}

function packageBreach(
  name: string,
  use: ImportUse,
  path: string,
  layer: Layer,
  project: Project,
): string | undefined {
  const test = isTest(path);
  const allowed = test ? [...layer.packages, ...TEST_PACKAGES] : layer.packages;
  if (!matchesPackage(name, allowed)) return `layer ${layer.name} may not import package ${name}`;
  if (
    !name.startsWith('node:') &&
    !project.dependencies.has(name) &&
    !project.dependencies.has(`@types/${name}`)
  ) {
    return `package ${name} is not in package.json`;
  }
  if (test || layer.packages.includes('*')) return undefined;
  const home = SINGLE_HOMES.find((entry) => entry.name === name);
  if (home === undefined || path.startsWith(home.at)) return undefined;
  return `${use.specifier} belongs to ${home.at}: ${home.why}`;
}

function fileBreach(target: string, use: ImportUse, path: string, layer: Layer): string | undefined {
  if (layer.layers.includes('*')) return undefined;
  const other = layerOf(target);
  if (other === undefined) return `"${use.specifier}" leads outside the layers`;
  if (isTest(path)) return undefined;
  if (isTest(target)) return `a source file may not import the test ${target}`;
  if (other === layer || layer.layers.includes(other.name)) return undefined;
  if (layer.typesOf?.includes(other.name) === true) {
    return use.typeOnly ? undefined : `layer ${layer.name} may import only types of ${other.name}`;
  }
  return `layer ${layer.name} may not import ${target} (layer ${other.name})`;
}

/** Mistakes in the table itself: a name used twice or a layer that does not exist. */
export function mistakesInTable(): readonly string[] {
  const names = LAYERS.map((layer) => layer.name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const unknown = LAYERS.flatMap((layer) => [...layer.layers, ...(layer.typesOf ?? [])]).filter(
    (name) => name !== '*' && !names.includes(name),
  );
  return [...twice.map((name) => `layer ${name} twice`), ...unknown.map((name) => `no layer ${name}`)];
}
