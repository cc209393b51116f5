import { htmlAttributes, refusalText, type ShellTexts, textOf } from './words.ts';

/** Refusals that a passphrase, or another one, may lift. */
const LIFTED: ReadonlySet<string> = new Set([
  'keystore/passphrase-needed',
  'keystore/weak-passphrase',
  'keystore/wrong-passphrase',
]);

export function isLiftedByPassphrase(code: string): boolean {
  return LIFTED.has(code);
}

/** The page that asks for the PC passphrase: a form without a script, which posts to itself. */
export function passphrasePage(
  texts: ShellTexts,
  code: string,
  nonce: string,
): { readonly html: string; readonly policy: string } {
  const [title, label, open] = [
    textOf(texts, 'shell:passphrase-title'),
    textOf(texts, 'shell:passphrase-label'),
    textOf(texts, 'shell:passphrase-open'),
  ].map(escaped);
  const why = escaped(refusalText(texts, code).split('\n', 1).join(''));
  return {
    policy: `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    html: `<!doctype html><html ${htmlAttributes(texts)}><head><meta charset="utf-8"><title>Tawi</title><style nonce="${nonce}">
body{font:16px/1.5 system-ui,sans-serif;color:#16211f;background:#fff;margin:28px 32px}
h1{font-size:20px;margin:0 0 8px}label{display:block;font-weight:600;margin:16px 0 4px}
input{box-sizing:border-box;inline-size:100%;font:inherit;padding:8px 10px;border:1px solid #5b6b68;border-radius:4px}
button{font:inherit;font-weight:600;margin-block-start:16px;padding:8px 20px;color:#fff;background:#0b5a54;border:0;border-radius:4px}
:focus-visible{outline:3px solid #e8a317;outline-offset:2px}
</style></head><body><main><h1>${title}</h1><p>${why}</p><form method="post" action="./"><label for="p">${label}</label>
<input id="p" name="passphrase" type="password" autocomplete="off" autofocus required minlength="12"><button>${open}</button></form></main></body></html>`,
  };
}

/** The passphrase of a posted form; undefined for an empty one. */
export function readPassphrase(body: string): string | undefined {
  const passphrase = new URLSearchParams(body).get('passphrase');
  return passphrase === null || passphrase === '' ? undefined : passphrase;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
