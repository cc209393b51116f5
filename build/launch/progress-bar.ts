const WIDTH = 30;
/** Without a terminal one line for each so much of the way. */
const LINE_EVERY = 0.25;

type Out = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

/** Shows how far a long piece of work is: one line that grows at a terminal, a few lines in a log. */
export function progressBar(out: Out, title: string): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    if (out.isTTY === true) {
      const filled = Math.round(share * WIDTH);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
      out.write(`\r${title} ${bar} ${done} of ${total}${done === total ? '\n' : ''}`);
      told = share;
    } else if (share >= told + LINE_EVERY || (told === 0 && share > 0)) {
      told = share;
      out.write(`${title}: ${done} of ${total}\n`);
    }
  };
}
