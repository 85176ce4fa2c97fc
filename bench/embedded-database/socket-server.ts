/** The other way to serve PGlite that was measured: pglite-socket in a child process. */
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const [dataDir = '', socketPath = ''] = process.argv.slice(2);
const db = await PGlite.create({ dataDir, extensions: { vector }, relaxedDurability: true });
const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections: 32 });
await server.start();
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
