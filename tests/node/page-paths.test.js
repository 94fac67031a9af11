import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createCore } from '../../js-glue/core/index.js';
import { pathOf } from '../../js-glue/page/page-path.js';

const plan = JSON.parse(
  readFileSync(new URL('../../src/plans/multica.json', import.meta.url), 'utf8'),
);
const issue = '/:workspace/issues/:issue';
const issues = '/:workspace/issues';

/**
 * What the earlier system sent as a page's address, and what leaves now: never the workspace's name, which it kept; the list of
 * issues and one of them are two pages, which it took for one; and ids by where they stand, not by how they look (M-149, M-151,
 * M-153, M-154, M-169).
 * @type {[row: string, path: string, before: string, shape: string][]}
 */
const rows = [
  ['M-001', '/acme/issues/8d5c1a2b-0035-4c62-9f14-1ad4215736a5', '/acme/issues', issue],
  ['M-002', '/acme/issues/MUL-123', '/acme/issues', issue],
  ['M-003', '/invite/8d5c1a2b-0035-4c62-9f14-1ad4215736a5', '/invite', '/invite/:invitation'],
  ['M-010', '/acme/issues/8d5c1a2b-0035-4c62-9f14-1ad4215736a5', '/acme/issues', issue],
  ['M-004', '/acme/issues?status=open&view=board', '/acme/issues', issues],
  ['M-005', '/acme/issues#section', '/acme/issues', issues],
  ['M-006', '/acme/settings/members', '/acme/settings/members', '/:workspace/settings/members'],
  ['M-007', '/team-1/issues/MUL-9', '/team-1/issues', issue],
  ['M-008', '/login', '/login', '/login'],
  ['M-009', '/', '/', '/'],
  ['M-140, M-141: no path is that of the front page', '', '', '/'],
  ['M-142', '/', '/', '/'],
  ['M-143', '//', '/', '/'],
  ['M-144', 'acme/issues', '/acme/issues', issues],
  ['M-145', '/acme/issues', '/acme/issues', issues],
  ['M-148', '/acme/issues/8D5C1A2B-0035-4C62-9F14-1AD4215736A5', '/acme/issues', issue],
  [
    'M-149',
    '/acme/issues/8d5c1a2b00354c629f141ad4215736a5',
    '/acme/issues/8d5c1a2b00354c629f141ad4215736a5',
    issue,
  ],
  ['M-150', '/acme/issues/MUL-123', '/acme/issues', issue],
  ['M-151', '/acme/issues/mul-123', '/acme/issues/mul-123', issue],
  ['M-152', '/acme/issues/M2-1', '/acme/issues', issue],
  ['M-153', '/acme/issues/M_2-1', '/acme/issues/M_2-1', issue],
  ['M-154', '/acme/issues/2M-1', '/acme/issues/2M-1', issue],
  [
    'M-159',
    '/8d5c1a2b-0035-4c62-9f14-1ad4215736a5',
    '/8d5c1a2b-0035-4c62-9f14-1ad4215736a5',
    '/:unmatched-1',
  ],
  ['M-160', '/team-1/issues/MUL-9', '/team-1/issues', issue],
  ['M-162', '/acme/issues?status=open&view=board', '/acme/issues', issues],
  ['M-166', '?a=b', '/', '/'],
  ['M-168', '/acme/settings/members', '/acme/settings/members', '/:workspace/settings/members'],
  ['M-169', '/acme/chat/12345', '/acme/chat/12345', '/:workspace/chat/:chatSession'],
  [
    'M-171: of a whole URL its path',
    'https://app.test/acme/issues/MUL-1',
    '/https:/app.test/acme/issues',
    issue,
  ],
];

describe('paths of page views', () => {
  const core = createCore();
  core.open(plan);

  for (const [row, path, before, shape] of rows) {
    it(`M1, M4, M88, ${row}: "${path}" leaves as ${shape}, before as ${before || 'it came'}`, () => {
      assert.equal(core.route(pathOf(path)).route_shape, shape);
    });
  }
});
