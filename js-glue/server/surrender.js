/**
 * What a queue holds, as requests that somebody else sends.
 *
 * @param {import('./queue.js').Queue} queue
 * @param {Pick<import('./delivery.js').Destination, 'receiver' | 'counters' | 'now'>} destination
 * @returns {{requests: {url: string, body: string}[], settle: (index: number) => void}} `settle`: that request was taken
 */
export function surrender(queue, { receiver, counters, now }) {
  /** @type {import('./queue.js').QueuedLine[][]} */
  const batches = [];
  queue.restore();
  while (queue.waiting() > 0) batches.push(queue.take());
  return {
    requests: batches.map((batch) => ({
      url: receiver.url,
      body: receiver.bodyOf(
        batch.map(({ line }) => line),
        now(),
      ),
    })),
    settle(index) {
      counters.add('forwarded', batches[index].length);
      queue.settle(batches[index]);
    },
  };
}
