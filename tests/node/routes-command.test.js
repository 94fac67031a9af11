// Projects in the conventions of each framework: the templates that come of their files, and that real addresses of such a project
// map to the right one of them, in the core.
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needPackage } from '../../js-glue/cli/routes/module/optional-package.js';
import { readRoutes, readers } from '../../js-glue/cli/routes/read-routes.js';
import { mostChoices } from '../../js-glue/cli/routes/templates.js';
import { unknownRoutes } from '../../js-glue/cli/routes/unknown-routes.js';
import { createCore } from '../../js-glue/core/index.js';
import { runCommand } from '../support/command.js';
import { planOf, planText, routesOf } from '../support/probe-plan.js';

/** @typedef {import('../../js-glue/cli/routes/templates.js').Route} Route */
/** @typedef {{from: string, place: string, routes: Route[], urls: Record<string, string>}} Project */

const projectsFolder = fileURLToPath(new URL('../vectors/route-projects/', import.meta.url));
const second = readFileSync(new URL('../../src/plans/second.json', import.meta.url), 'utf8');

/** @type {[string, Project][]} */
const projects = readdirSync(projectsFolder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(projectsFolder, name), 'utf8'))]);

/** @param {string[]} args of the command */
const run = (...args) => runCommand(['routes', ...args]);

describe('routes of an application', () => {
  /** @type {string} */
  let folder;
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'routes-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** @param {string} name @param {string} text @returns {string} its path */
  function file(name, text) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  for (const [name, { from, place, routes, urls }] of projects) {
    describe(name, () => {
      it('gives its templates, each on a line of an array', () => {
        const { status, stdout, stderr } = run('--from', from, join(projectsFolder, place));
        assert.equal(status, 0, stderr);
        assert.deepEqual(JSON.parse(stdout), routes);
        assert.equal(stdout.trim().split('\n').length, routes.length + 2);
      });

      it('maps its real addresses to them', () => {
        const core = createCore();
        core.open(planOf(routes));
        const shapes = Object.keys(urls).map((url) => [url, core.route(url).route_shape]);
        assert.deepEqual(Object.fromEntries(shapes), urls);
      });
    });
  }

  it('are none of a layout that has no path', async () => {
    file('layouts/app/routes/_auth.tsx', 'export default () => null;\n');
    assert.deepEqual((await readRoutes('remix', join(folder, 'layouts'))).routes, []);
  });

  it('are read for every framework that there is', () => {
    const known = new Set(projects.map(([, { from }]) => from));
    assert.deepEqual([...known].sort(), Object.keys(readers).sort());
  });

  it('leave surfaces out when none are asked for', () => {
    const { stdout } = run(
      '--from',
      'next',
      join(projectsFolder, 'next-src'),
      '--surfaces',
      'none',
    );
    assert.ok(!stdout.includes('surface'));
    assert.equal(JSON.parse(stdout)[0].path, '/');
  });

  it('hold no more choices than a plan does', async () => {
    const names = Array.from({ length: mostChoices + 1 }, (_, i) => `choice${i}`);
    const paths = Object.fromEntries(
      names.map((name) => [
        `/${name}/{${name}}`,
        { parameters: [{ name, in: 'path', schema: { enum: ['a', 'b'] } }] },
      ]),
    );
    const { routes, notes } = await readRoutes(
      'openapi',
      file('many.json', JSON.stringify({ paths })),
    );
    createCore().open(planOf(routes));
    assert.equal(routes.filter(({ path }) => path.includes('(')).length, mostChoices);
    assert.match(notes[0], /is a placeholder: a plan has room for 13 choices/);
    const more = routes.map(({ path }) => ({ path: path.replace(/(choice\d+)$/, '$1(a|b)') }));
    assert.throws(() => createCore().open(planOf(more)), /one property too many/);
  });

  describe('that a plan does not know', () => {
    const routes = routesOf('/', '/a/:id', '/a/new', '/b/:tab(x|y)', '/c/*', '/*');

    /** @param {string[]} paths of the plan @param {object} [rest] */
    const unknown = (paths, rest) =>
      unknownRoutes(planText(routesOf(...paths), rest), routes).map(({ path }) => path);

    it('are those of which the core finds no template', () => {
      assert.deepEqual(unknown(routes.map(({ path }) => path)), []);
      assert.deepEqual(unknown(['/', '/*']), ['/a/:id', '/a/new', '/b/:tab(x|y)', '/c/*']);
    });

    it('are known by a template that says less, or has another name', () => {
      assert.deepEqual(unknown(['/', '/A/:other', '/b/:word', '/c/*']), []);
    });

    it('count when one word of a choice is missing', () => {
      assert.deepEqual(unknown(['/', '/a/:id', '/b/x', '/c/*']), ['/b/:tab(x|y)']);
      assert.deepEqual(unknown(['/', '/a/:id', '/b/x', '/b/y', '/c/*']), []);
    });

    it('count when only what stands above their tail is known', () => {
      assert.deepEqual(unknown(['/', '/a/:id', '/b/:word', '/c', '/*']), ['/c/*']);
      assert.deepEqual(unknown(['/', '/a/:id', '/b/:word', '/c/:one/*', '/c/:one']), []);
    });

    it('show through the shapes of unknown paths, and are found behind prefixes', () => {
      assert.deepEqual(unknown(['/', '/a/:id', '/c/*'], { unmatched: 'shape' }), ['/b/:tab(x|y)']);
      assert.deepEqual(unknown(['/', '/:id', '/new'], { prefixes: ['a'] }), [
        '/b/:tab(x|y)',
        '/c/*',
      ]);
    });

    it('cannot be told of a plan with a fault, which is not quoted', () => {
      assert.throws(
        () => unknownRoutes('{"hunter2', routes),
        /tracking plan: the plan cannot be read/,
      );
    });

    it('do not take a word of the plan for a text that anybody may type', () => {
      const plan = planText(routesOf('/a/zqx1', '/a/zqx0'));
      assert.equal(unknownRoutes(plan, routesOf('/a/:id')).length, 1);
    });

    it('are told of a shipped plan', () => {
      const own = routesOf(
        '/w/:slug/apps/:app',
        '/w/:slug/settings/members',
        '/w/:slug/billing/:invoice',
      );
      assert.deepEqual(unknownRoutes(second, own), routesOf('/w/:slug/billing/:invoice'));
    });

    it('are printed by --check, which then exits with 1', () => {
      const { from, place, routes: own } = Object.fromEntries(projects).remix;
      const args = ['--from', from, join(projectsFolder, place), '--check', '--plan'];
      const all = run(...args, file('all.json', planText(own)));
      assert.deepEqual([all.status, all.stdout, all.stderr], [0, '', '']);
      const fewer = own.filter(
        ({ path }) => path !== '/music/concerts/:city' && path !== '/music/about',
      );
      const some = run(...args, file('some.json', planText(fewer)));
      assert.equal(some.status, 1);
      assert.equal(some.stdout, '/music/about\n/music/concerts/:city\n');
      assert.match(some.stderr, new RegExp(`2 of ${own.length} routes are not in the plan`));
    });
  });

  describe('behind a base that is computed', () => {
    const advice = /was passed over: it is computed; list .* in the plan's "prefixes"/;

    it('are given without it, and a note says so', async () => {
      const { status, stderr } = run('--from', 'next', join(projectsFolder, 'next-src'));
      assert.equal(status, 0);
      assert.match(stderr, /next.config.ts: basePath/);
      assert.match(stderr, advice);
      const router = file(
        'base.js',
        'createBrowserRouter([{ path: "/x" }], { basename: process.env.BASE });\n',
      );
      const { routes, notes } = await readRoutes('react-router', router);
      assert.deepEqual(routes, [{ path: '/x', surface: 'x' }]);
      assert.match(notes[0], advice);
    });

    it('which is not what only has its name', async () => {
      file('named/src/routes/+page.svelte', '');
      file(
        'named/svelte.config.js',
        'const { base } = globalThis;\nexport default { kit: { paths: { base: base + "" } } };\n',
      );
      assert.match((await readRoutes('sveltekit', join(folder, 'named'))).notes[0], advice);
      file(
        'named/svelte.config.js',
        'const { base } = globalThis;\nexport default { kit: { other: { base } } };\n',
      );
      assert.deepEqual((await readRoutes('sveltekit', join(folder, 'named'))).notes, []);
    });
  });

  describe('in modules', () => {
    const computed = join(projectsFolder, 'react-router-computed/src');

    it('that compute them: what is told is given, what is not is named, and the exit code is 1', () => {
      const { status, stdout, stderr } = run('--from', 'react-router', join(computed, 'routes.ts'));
      assert.equal(status, 1);
      assert.deepEqual(
        JSON.parse(stdout).map((/** @type {Route} */ { path }) => path),
        ['/', '/in/news/:id'],
      );
      assert.match(stderr, /computed, so not read: the children of \/; .* --run/);
      assert.match(stderr, /computed, so not read: a path under \//);
    });

    it('are looked for where they usually are', async () => {
      file('usual/src/App.js', 'export default function App() {}\n');
      file('usual/src/main.js', 'createBrowserRouter([{ path: "/x" }]);\n');
      const { routes, unread } = await readRoutes('react-router', join(folder, 'usual'));
      assert.deepEqual([routes, unread], [[{ path: '/x', surface: 'x' }], []]);
    });

    it('that spread what is not told: a path behind it counts', async () => {
      const text =
        "import { x } from 'x';\nexport const routes = [{ ...x }, { ...x, path: '/a' }];\n";
      const { routes, unread } = await readRoutes('react-router', file('spread.js', text));
      assert.deepEqual(routes, [{ path: '/a', surface: 'a' }]);
      assert.match(unread.join(), /^[^,]*spread.js: computed, so not read: a path under \/;/);
    });

    it('that change them later: so much is said', async () => {
      const { routes, unread } = await readRoutes('react-router', join(computed, 'pushed.ts'));
      assert.deepEqual(
        routes.map(({ path }) => path),
        ['/first'],
      );
      assert.match(unread[0], /routes under \//);
    });

    it('are executed with --run, and nothing of them gets out but their paths', () => {
      const routes = run('--from', 'react-router', join(computed, 'routes.ts'), '--run');
      assert.equal(routes.status, 0, routes.stderr);
      assert.deepEqual(
        JSON.parse(routes.stdout).map((/** @type {Route} */ { path }) => path),
        ['/', '/by/author/:author', '/in/news/:id', '/news', '/sport'],
      );
      const router = run('--from', 'react-router', join(computed, 'router.ts'), '--run');
      assert.deepEqual(
        JSON.parse(router.stdout).map((/** @type {Route} */ { path }) => path),
        ['/live/next', '/live/now'],
      );
      assert.ok(!/not (told|part)/.test(router.stdout + router.stderr));
      const vue = run('--from', 'vue-router', join(computed, 'vue.ts'), '--run');
      assert.deepEqual(JSON.parse(vue.stdout), [{ path: '/base/:id' }]);
    });

    it('are not executed without it', async () => {
      const trace = join(folder, 'trace');
      const text = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(trace)}, '');\nexport const routes = [{ path: '/x' }];\n`;
      const module = file('executed.js', text);
      await readRoutes('react-router', module);
      await readRoutes('vue-router', module);
      assert.ok(!existsSync(trace));
      await readRoutes('react-router', module, { run: true });
      assert.ok(existsSync(trace));
    });

    it('that cannot run: the error says its kind and what to do', () => {
      const { status, stderr } = run(
        '--from',
        'react-router',
        join(computed, 'window.ts'),
        '--run',
      );
      assert.equal(status, 2);
      assert.match(stderr, /threw a ReferenceError; export its routes as an array/);
    });

    it('need packages of which the error says the name', async () => {
      const missing = () => Promise.reject(new Error('no'));
      await assert.rejects(
        needPackage(missing, 'acorn', 'reading a module'),
        /npm install --save-dev acorn/,
      );
    });
  });

  describe('that are not there', () => {
    it('give an error that says what to do next', () => {
      for (const [from, wanted] of /** @type {const} */ ([
        ['next', /no folder app or pages here, nor in src; give the project's folder/],
        ['react-router', /no app\/routes.ts and no src\/routes here; give the module/],
        ['vue-router', /no src\/router and no folder pages here/],
        ['remix', /no folder app\/routes here/],
        ['sveltekit', /no folder src\/routes here/],
      ])) {
        const { status, stdout, stderr } = run('--from', from, folder);
        assert.deepEqual([status, stdout], [2, '']);
        assert.match(stderr, wanted);
      }
      assert.match(run('--from', 'openapi', file('empty.json', '{}')).stderr, /no "paths" in it/);
      assert.match(run('--from', 'next', join(folder, 'nowhere')).stderr, /no such file or folder/);
    });

    it('never quote a file', () => {
      for (const [from, name] of [
        ['react-router', 'fault.tsx'],
        ['vue-router', 'fault.js'],
        ['openapi', 'fault.json'],
        ['openapi', 'fault.yaml'],
      ]) {
        const path = file(name, 'export const hunter2 = [ : "hunter2" hunter2\n');
        const { status, stderr } = run('--from', from, path);
        assert.equal(status, 2, name);
        assert.match(stderr, /: (a syntax error|not JSON|not YAML)/);
        assert.ok(!stderr.includes('hunter2'), stderr);
      }
    });

    it('are asked for wrongly', () => {
      for (const [args, wanted] of /** @type {[string[], RegExp][]} */ ([
        [[], /routes --from next/],
        [['--from', 'angular', folder], /routes are read from next, react-router/],
        [['--from', 'next', folder, '--check'], /--check goes with the --plan/],
        [['--from', 'next', folder, '--plan', 'second'], /--check goes with the --plan/],
        [['--from', 'next', folder, '--surfaces', 'all'], /--surfaces is none or first/],
      ])) {
        const { status, stderr } = run(...args);
        assert.equal(status, 2);
        assert.match(stderr, wanted);
      }
    });
  });
});
