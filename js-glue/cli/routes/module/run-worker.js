/** Runs a module and posts the routes that it exports: their paths and what they are, none of what they show. */
import { parentPort, workerData } from 'node:worker_threads';

/** Members of routes that are posted as they are. */
const asTheyAre = ['path', 'index', 'file', 'alias'];
/** Members of routes of which only counts that they are there. */
const byPresence = ['name', 'component', 'components', 'redirect'];

/** @param {any} route @returns {any} */
function plain(route) {
  /** @type {Record<string, any>} */
  const result = {};
  if (route === null || typeof route !== 'object') return result;
  for (const key of asTheyAre) {
    if (['string', 'boolean'].includes(typeof route[key])) result[key] = route[key];
    if (Array.isArray(route[key])) result[key] = route[key].map(String);
  }
  for (const key of byPresence) {
    if (route[key] !== undefined && route[key] !== null) result[key] = true;
  }
  if (Array.isArray(route.children)) result.children = route.children.map(plain);
  return result;
}

try {
  const exported = { ...(await import(workerData)) };
  const values = await Promise.all([exported.routes, exported.default, ...Object.values(exported)]);
  const routers = values.map((value) => value?.options ?? value);
  const lists = [...values, ...routers.map((router) => router?.routes)];
  const bases = routers.map((router) => router?.basename ?? router?.history?.base);
  parentPort?.postMessage({
    records: lists.find(Array.isArray)?.map(plain) ?? [],
    base: bases.find((base) => typeof base === 'string') ?? '',
  });
} catch (error) {
  parentPort?.postMessage({ failed: error instanceof Error ? error.name : 'value' });
}
