import { startCore } from '#core';
import { practiceIds } from '#db/seed/practice-ids';
import { settleMemory } from '../../build/launch/settle-memory.ts';
import { createCoreClient } from '../../main/cli/core-client.ts';
import { allowed } from '../story/expect-story.ts';

/** Works like a busy morning and says how much memory that took; see bench-memory.ts for the arguments. */
const [
  folder = '',
  passphraseFile = '',
  officerId = '',
  officerPin = '',
  clerkId = '',
  clerkPin = '',
  codes = '',
] = process.argv.slice(2);
const started = await startCore({
  ...{ dataDir: folder, version: '0.0.0', release: false, autoSync: false },
  keyStore: { passphraseFile },
});
const core = allowed(started, 'starting the core');
// As the launcher does once the office is open.
settleMemory();
const rssAt: number[] = [];
const watch = setInterval(() => rssAt.push(process.memoryUsage().rss), 20);
const officer = createCoreClient(core, 'officer');
const clerk = createCoreClient(core, 'clerk');
allowed(await officer.call('session.unlock', { userId: officerId, pin: officerPin }), 'signing in');
allowed(await clerk.call('session.unlock', { userId: clerkId, pin: clerkPin }), 'signing in');
const signedIn = process.memoryUsage().rss;
const words = [
  'alm',
  'tesfaye',
  'mohammed ali',
  'ሰላማዊት',
  'wor',
  'a',
  'hassan',
  '0911',
  'sunita shah',
  'kebede',
];
for (let round = 0; round < 200; round += 1) {
  allowed(await officer.call('registry.search', { text: words[round % words.length] ?? '' }), 'searching');
}
for (const code of codes.split(',')) allowed(await clerk.call('vouchers.inspect', { code }), 'scanning');
const run = allowed(
  await officer.call('eligibility.run', { programId: practiceIds.program }),
  'asking the rules',
);
allowed(await officer.job(run.jobId), 'the run');
const afterWork = process.memoryUsage().rss;
clearInterval(watch);
// maxRSS comes in KiB and includes the loading of the program.
const loading = process.resourceUsage().maxRSS * 1024;
process.send?.({ signedIn, afterWork, peak: Math.max(afterWork, ...rssAt), loading });
await core.stop();
process.disconnect?.();
