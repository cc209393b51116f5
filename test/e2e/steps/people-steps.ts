import type { DeskWindow } from '../setup/desk-window.ts';
import { goTo } from '../setup/desk-window.ts';
import { chooseFiles, focusOn, tabTo } from '../setup/keyboard.ts';

export type ImportCounts = Readonly<Record<'ready' | 'warning' | 'duplicate' | 'refused', number>>;

/** Opens the import page and lets a file be checked; gives the four counts as the page shows them. */
export async function checkFile(desk: DeskWindow, file: string): Promise<ImportCounts> {
  await openImport(desk);
  await chooseFiles(desk, 'F2', [file]);
  // Only a file just checked offers to be imported; the result of an earlier one stands until then.
  await desk.page.getByRole('button', { name: /^Import .*Ctrl\+Enter$/ }).waitFor();
  const tiles = desk.page.locator('.counts dd');
  const [ready = 0, warning = 0, duplicate = 0, refused = 0] = (await tiles.allInnerTexts()).map(numberOf);
  return { ready, warning, duplicate, refused };
}

export async function openImport(desk: DeskWindow): Promise<void> {
  await goTo(desk, '2', 'People');
  await tabTo(desk, desk.page.getByRole('button', { name: 'Import' }), 'Shift+Tab');
  await desk.press('Enter');
  await desk.page.getByRole('heading', { level: 1, name: 'Import' }).waitFor();
}

/** Imports what the check found; gives how many people the page says were added. */
export async function runImport(desk: DeskWindow): Promise<number> {
  await desk.press('Control+Enter');
  const done = desk.page.getByText(/people were added$/);
  await done.waitFor();
  return numberOf(await done.innerText());
}

export type Member = {
  readonly given: string;
  readonly family?: string;
  /** Number of the answer in the list of relations, as the key bar shows it. */
  readonly relation: string;
  readonly sex: 'f' | 'm';
  /** Eight digits, day first. */
  readonly birth: string;
};
export type Household = {
  readonly head: {
    readonly given: string;
    readonly family: string;
    readonly sex: 'f' | 'm';
    readonly birth: string;
    readonly phone: string;
    readonly idType: string;
    readonly idNumber: string;
  };
  readonly village: string;
  readonly members: readonly Member[];
  /** One answer for each question of the pack: a key, or digits that need Enter. */
  readonly answers: readonly (string | { readonly typed: string })[];
  readonly documents: readonly string[];
};

/** F2, then consent by signature: the page stands at the head of the household. */
export async function beginHousehold(desk: DeskWindow): Promise<void> {
  await desk.press('F2');
  await desk.page.getByRole('heading', { level: 1, name: 'New household' }).waitFor();
  await focusOn(desk.page.getByRole('radio', { name: 'Signature' }));
  await desk.type('1');
  await focusOn(desk.page.getByLabel('Given names').first());
}

/** The nine fields of the head; the focus ends in the first member row. */
export async function typeHead(desk: DeskWindow, { head, village }: Household): Promise<void> {
  await typeAndEnter(desk, head.given);
  await typeAndEnter(desk, head.family);
  await desk.press('Enter');
  await desk.type(head.sex);
  await desk.type(head.birth);
  await typeAndEnter(desk, head.phone);
  await desk.type(head.idType);
  await typeAndEnter(desk, head.idNumber);
  await desk.type(village);
  await desk.page.locator('.combo-list').getByRole('option').first().waitFor();
  await desk.press('Enter');
  await desk.press('Enter');
}

/** One member: the family name stands already and is kept with Enter unless another is typed. */
export async function typeMember(desk: DeskWindow, member: Member): Promise<void> {
  await typeAndEnter(desk, member.given);
  await typeAndEnter(desk, member.family ?? '');
  await desk.press('Enter');
  await desk.type(member.relation);
  await desk.type(member.sex);
  await desk.type(member.birth);
}

/** Enter in the empty row ends the list, then one key for each question. */
export async function answerQuestions(desk: DeskWindow, answers: Household['answers']): Promise<void> {
  await desk.press('Enter');
  await desk.page.getByText(`0 of ${answers.length} answered`).waitFor();
  await focusOn(desk.page.locator('.questions input').first());
  for (const answer of answers) {
    if (typeof answer === 'string') await desk.type(answer);
    else await typeAndEnter(desk, answer.typed);
  }
  await focusOn(desk.page.locator('#hh-documents'));
}

/** Enter on the place for files opens the dialog; then on to the review. */
export async function attachDocuments(desk: DeskWindow, documents: Household['documents']): Promise<void> {
  await chooseFiles(desk, 'Enter', documents);
  await desk.page.getByText('What it is').waitFor();
  await desk.press('Control+Enter');
  await desk.page.getByText('What this means').waitFor();
}

/** Registers; gives the household's number. */
export async function saveHousehold(desk: DeskWindow): Promise<string> {
  await desk.press('Control+Enter');
  const saved = desk.page.getByText(/^Household \S+ is registered$/);
  await saved.waitFor();
  return (await saved.innerText()).split(' ')[1] ?? '';
}

async function typeAndEnter(desk: DeskWindow, data: string): Promise<void> {
  await desk.type(data);
  await desk.press('Enter');
}

const numberOf = (text: string): number => Number(text.replace(/\D/g, ''));

/** F7 shows who could be the same; "different people", with the first reason. Gives the names on the cards. */
export async function passSimilar(desk: DeskWindow): Promise<readonly string[]> {
  const { page } = desk;
  await page
    .getByRole('button', { name: /similar (person|people)$/ })
    .first()
    .waitFor();
  await desk.press('F7');
  const panel = page.getByRole('complementary', { name: 'Similar people' });
  await focusOn(panel);
  const names = await panel.locator('.dupc .link').allInnerTexts();
  for (let left = names.length; left > 0; left -= 1) {
    await desk.type('3');
    if (await panel.getByText('How do they differ?').isVisible()) await desk.type('1');
  }
  await panel.waitFor({ state: 'detached' });
  return names;
}

/** Types into the find field of the list of people, where the page begins. */
export async function findPerson(desk: DeskWindow, text: string): Promise<void> {
  await goTo(desk, '2', 'People');
  await focusOn(desk.page.locator('#people-find'));
  await desk.type(text);
}
