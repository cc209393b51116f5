import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** A page is still when it has asked the core for nothing during this time. */
const STILL_MS = 150;
const STILL_WITHIN_MS = 20_000;

/** Follows the page's calls; `settled` waits until it rests. */
export function watchCalls(page: Page): { readonly settled: () => Promise<void> } {
  let running = 0;
  let lastAt = Date.now();
  const note = (by: number) => (request: { readonly url: () => string }) => {
    if (new URL(request.url()).pathname === '/events') return;
    running += by;
    lastAt = Date.now();
  };
  page.on('request', note(1));
  page.on('requestfinished', note(-1));
  page.on('requestfailed', note(-1));
  return {
    settled: async () => {
      for (const until = Date.now() + STILL_WITHIN_MS; Date.now() < until; ) {
        if (running <= 0 && Date.now() - lastAt > STILL_MS) return;
        await page.waitForTimeout(50);
      }
      throw new Error('the page does not come to rest');
    },
  };
}

/** What axe finds, one line for each place. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}

/**
 * What does not fit the window: the page or its body scrolling sideways, and main buttons that cannot be brought into
 * sight or lie under something. One line each.
 */
export function findCut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const sideways = (element: Element | null): void => {
      if (element === null) return;
      const { scrollWidth, clientWidth } = element;
      if (scrollWidth > clientWidth + 1)
        found.push(
          `${element.tagName.toLowerCase()}.${element.className}: ${scrollWidth} px in ${clientWidth}`,
        );
    };
    sideways(document.scrollingElement);
    for (const element of document.querySelectorAll(
      '.frame, .status, .lock-main, .lock-form, .page, .page .head, .page .body, .card, .panel',
    ))
      sideways(element);
    // What a dialog covers is meant to be covered.
    const top = document.querySelector('[role=dialog]') ?? document;
    for (const button of top.querySelectorAll<HTMLElement>('.btn-primary, .btn-danger')) {
      if (button.offsetParent === null) continue;
      button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = button.getBoundingClientRect();
      const { left, right, bottom, width, height } = box;
      const name = button.textContent;
      if (left < -1 || right > innerWidth + 1 || box.top < -1 || bottom > innerHeight + 1)
        found.push(
          `${name}: ${[left, box.top, right, bottom].map(Math.round).join(' ')} outside ${innerWidth}×${innerHeight}`,
        );
      const over = document.elementFromPoint(left + width / 2, box.top + height / 2);
      if (over !== null && !button.contains(over) && !over.contains(button))
        found.push(`${name}: lies under ${over.className}`);
    }
    return found;
  });
}
