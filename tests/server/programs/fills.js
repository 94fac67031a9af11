/**
 * A spool whose files may not grow beyond what the shell allows (`ulimit -f`): `fills.js <folder> <batches>`. Says how many lines were
 * saved and how often they could not be, and is killed.
 */
import { openSpool } from '../../../js-glue/server/spool/index.js';

const LINES = 7;

const [folder, batches] = process.argv.slice(2);
const spool = await openSpool({ folder });
spool.begin(() => {});
let saved = 0;
let failures = 0;
for (let batch = 1; batch <= Number(batches); batch += 1) {
  for (let i = 0; i < LINES; i += 1) spool.append(crypto.randomUUID().repeat(8));
  if (await spool.saved()) saved = batch * LINES;
  else failures += 1;
}
process.stdout.write(JSON.stringify({ saved, failures }), () =>
  process.kill(process.pid, 'SIGKILL'),
);
