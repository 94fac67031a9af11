import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A server that renders pages imports what the pages import. */
const script = `
const before = new Set(Object.getOwnPropertyNames(globalThis));
const read = [];
globalThis.fetch = () => { read.push('fetch'); throw new Error('no'); };
for (const name of ['document', 'location', 'localStorage', 'addEventListener']) {
  Object.defineProperty(globalThis, name, { configurable: true, get() { read.push(name); throw new Error(name); } });
}
const { createAnalytics } = await import('./js-glue/client/index.js');
const { default: plan } = await import('./dist/plans/second.js');
const compiled = [];
WebAssembly.Module = new Proxy(WebAssembly.Module, { construct() { compiled.push(1); throw new Error('no'); } });
const notices = [];
for (const options of [{ plan }, { plan, user: { id: 'u' }, settings: { anonymizeUsageData: false } }, {}, undefined]) {
  const analytics = createAnalytics(options);
  for (const type of ['queued', 'sent', 'dropped', 'mode', 'replay']) analytics.on(type, () => notices.push(type));
  analytics.page();
  analytics.page('/w/acme');
  analytics.capture('app displayed', { file_count: 1 });
  analytics.setSettings({ anonymizeUsageData: false });
  analytics.signIn({ id: 'u' });
  await analytics.flush();
  await analytics.signOut();
  analytics.eraseLocal();
  notices.push(...Object.keys(analytics.exportLocal()));
  notices.push(...Object.keys(analytics.counts()), ...(analytics.mode() === 'off' ? [] : ['mode is on']));
  analytics.close();
}
const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
process.stdout.write(JSON.stringify({ read, compiled, notices, added, open: process.getActiveResourcesInfo() }));
`;

describe('without a window', () => {
  it('the client is inert: every call returns, nothing is touched, and nothing keeps the process alive (S26)', async () => {
    const args = ['--input-type=module', '--eval', script];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      cwd: root,
      timeout: 10_000,
    });
    const { open, added, ...seen } = JSON.parse(stdout);
    assert.equal(stderr, '');
    assert.deepEqual(seen, { read: [], compiled: [], notices: [] });
    assert.deepEqual(added.sort(), ['addEventListener', 'document', 'localStorage', 'location']);
    assert.ok(!open.includes('Timeout'));
  });
});
