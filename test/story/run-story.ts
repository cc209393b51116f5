import { storySteps } from './story-steps.ts';
import { makeStoryWorld } from './story-world.ts';

const HOUSEHOLDS_PER_OFFICE = 75;

/**
 * `npm run story`: the main job from the first import to the last agreement of both sides, on real parts, without a
 * window. One line for each step; the last line counts; the first step that fails ends it with its reason.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = performance.now();
process.exitCode = await tellStory();

async function tellStory(): Promise<number> {
  say(`making a practice deployment: two offices, ${HOUSEHOLDS_PER_OFFICE} households each …`);
  const world = await makeStoryWorld({ householdsPerOffice: HOUSEHOLDS_PER_OFFICE });
  const steps = storySteps(world);
  let passed = 0;
  try {
    for (const { title, run } of steps) {
      const from = performance.now();
      const told = await run();
      passed += 1;
      const detail = told === undefined ? '' : `: ${told}`;
      say(`ok  ${String(passed).padStart(2)} ${title}${detail} (${Math.round(performance.now() - from)} ms)`);
    }
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`not ok ${passed + 1} ${steps[passed]?.title ?? ''}\n${reason}\n`);
    return 1;
  } finally {
    if (process.env['TAWI_STORY_KEEP'] === '1') say(`kept: ${world.folder}`);
    else await world.remove();
  }
  say(`took ${Math.round((performance.now() - started) / 1000)} s`);
  say(`story: ${passed} steps passed, 0 skipped`);
  return 0;
}
