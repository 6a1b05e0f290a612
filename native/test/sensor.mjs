// Stands for the sensor as a process of its own, to be stopped and killed: `node sensor.mjs SOCKET` prints what it reads.
import { chmodSync, rmSync } from 'node:fs';
import net from 'node:net';

const [path] = process.argv.slice(2);
rmSync(path, { force: true });
const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const end = (rest + text).lastIndexOf('\n') + 1;
    process.stdout.write((rest + text).slice(0, end));
    rest = (rest + text).slice(end);
  });
});
server.listen(path, () => chmodSync(path, 0o666));
