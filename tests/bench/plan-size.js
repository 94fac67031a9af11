/** What the size of a plan costs: the Second plan beside itself with 200 events of 20 properties and 1,000 routes more. */
import { captureBuild } from '../../js-glue/core/capture-build.js';
import { createLeanCore } from '../../js-glue/core/core.js';
import { createCore } from '../../js-glue/core/index.js';
import { loadPlans } from '../support/vectors.js';
import { drain, event, race } from './measure.js';

const types = [
  { type: 'count', max: 1000 },
  { type: 'bool' },
  { type: 'enum', values: ['first', 'second', 'third'] },
  { type: 'duration_ms' },
  { type: 'version' },
];

/** @param {number} length */
const routesOf = (length) =>
  Array.from({ length }, (_, i) => ({
    path: `/area-${i % 40}/part-${i}/:id`,
    surface: `area_${i % 20}`,
  }));

/** @param {any} plan @returns {object} with as much beside what it has */
function enlarged(plan) {
  const shared = Array.from({ length: 400 }, (_, i) => [`shared_${i}`, types[i % types.length]]);
  const events = Array.from({ length: 200 }, (_, i) => [
    `event ${i}`,
    { properties: Array.from({ length: 20 }, (__, j) => `shared_${(i * 7 + j) % 400}`) },
  ]);
  return {
    ...plan,
    properties: { ...plan.properties, ...Object.fromEntries(shared) },
    events: { ...plan.events, ...Object.fromEntries(events) },
    routes: [...plan.routes, ...routesOf(1000)],
  };
}

/** As large, of definitions that no two events share. */
const manyDefinitions = {
  format: 1,
  name: 'many',
  events: Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [
      `event ${i}`,
      { properties: Array.from({ length: 20 }, (__, j) => ({ [`own_${i}_${j}`]: types[j % 5] })) },
    ]),
  ),
  routes: routesOf(1000),
};

/** @param {string} image @param {string} path */
function captureWith(image, path) {
  const core = createLeanCore(captureBuild);
  core.open(image);
  core.configure({});
  core.route(path, 1280);
  const text = JSON.stringify(event);
  return (/** @type {number} */ times) => {
    for (let i = 0; i < times; i++) {
      if (core.capture(text) < 0) throw new Error('not captured');
      if (i % 64 === 63) drain(core);
    }
    drain(core);
  };
}

/** @returns {Record<string, number>} µs */
export function measurePlanSize() {
  const second = /** @type {object} */ (loadPlans().second);
  const whole = createCore();
  const [small, large, many] = [second, enlarged(second), manyDefinitions].map((plan) => {
    const json = JSON.stringify(plan);
    whole.open(json);
    return { json, image: whole.image() };
  });
  const lean = createLeanCore(captureBuild);
  const repeat = (/** @type {() => void} */ call) => (/** @type {number} */ times) => {
    for (let i = 0; i < times; i++) call();
  };
  return {
    ...race(
      {
        'open JSON, Second plan': repeat(() => whole.open(small.json)),
        'open JSON, large plan': repeat(() => whole.open(large.json)),
        'open image, Second plan': repeat(() => lean.open(small.image)),
        'open image, large plan': repeat(() => lean.open(large.image)),
        'open JSON, 4,000 definitions': repeat(() => whole.open(many.json)),
        'open image, 4,000 definitions': repeat(() => lean.open(many.image)),
      },
      5,
      21,
    ),
    ...race(
      {
        'floor: capture, Second plan': captureWith(small.image, '/w/acme/apps/1'),
        'capture, large plan': captureWith(large.image, '/w/acme/apps/1'),
      },
      5000,
      31,
    ),
  };
}
