import { startCore } from '#core';
import { createCoreClient } from '../../main/cli/core-client.ts';
import { allowed } from '../story/expect-story.ts';

/**
 * A core started cold, as a process of its own: `open-child.ts FOLDER PASSPHRASE_FILE USER_ID PIN`. It says when the
 * sign-in page could be shown and when somebody is signed in; the times are the parent's, from before the process was
 * there.
 */
const [folder = '', passphraseFile = '', userId = '', pin = ''] = process.argv.slice(2);
const started = await startCore({
  ...{ dataDir: folder, version: '0.0.0', release: false, autoSync: false },
  keyStore: { passphraseFile },
});
const core = allowed(started, 'starting the core');
const client = createCoreClient(core, 'bench');
allowed(await client.call('session.state', {}), 'the state');
process.send?.({ kind: 'unlock-page' });
allowed(await client.call('session.unlock', { userId, pin }), 'signing in');
allowed(await client.call('home.queues', {}), 'the first page');
process.send?.({ kind: 'signed-in', rss: process.memoryUsage().rss });
await core.stop();
process.disconnect?.();
