import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { projectRoot } from './source-files.ts';

const ContractModule = z.object({
  contract: z.record(z.string(), z.object({ errors: z.array(z.string()).readonly() })),
});
const DefineModule = z.object({ hostErrors: z.array(z.string()).readonly() });

/** Where each error code is declared: a method of the contract, or `host` for those every method may answer. */
export type DeclaredErrors = ReadonlyMap<string, readonly string[]>;

/** Reads the codes from the living contract table. Undefined while there is no contract yet. */
export async function readDeclaredErrors(): Promise<DeclaredErrors | undefined> {
  const contractFile = join(projectRoot, 'main/contract/contract.ts');
  if (!existsSync(contractFile)) return undefined;
  const { contract } = ContractModule.parse(await load(contractFile));
  const { hostErrors } = DefineModule.parse(await load(join(projectRoot, 'main/contract/define.ts')));
  const declared = new Map<string, string[]>();
  const add = (code: string, place: string): void =>
    void declared.set(code, [...(declared.get(code) ?? []), place]);
  for (const code of hostErrors) add(code, 'host');
  for (const [method, { errors }] of Object.entries(contract)) for (const code of errors) add(code, method);
  return declared;
}

/** By path at run time, so that this file still compiles in a checkout without the contract. */
async function load(file: string): Promise<unknown> {
  return { ...((await import(pathToFileURL(file).href)) satisfies object) };
}
