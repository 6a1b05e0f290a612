import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { LineSplitter } from './line-splitter.js';

/** A record is at most 64 KiB from mod_reqin_log; other producers get some more. */
const maxLineBytes = 1024 * 1024;
/** Of all connections together. */
const maxHeldBytes = 32 * 1024 * 1024;
const maxConnections = 2048;
const pauseMs = 5;

/** What came through a socket. All numbers only grow. */
export class SocketCounters {
  connections = 0;
  lines = 0;
  /** Lines longer than 1 MiB. */
  tooLong = 0;
  /** Connections that ended inside a line. */
  halfLines = 0;
  /** Connections refused or ended because there were too many, or too many of their lines had no end. */
  turnedAway = 0;
}

/** A UNIX stream socket on which producers write one record a line. Nobody is ever answered. */
export class SocketInput {
  readonly counters = new SocketCounters();
  private readonly server: Server;
  private readonly connections = new Map<Socket, LineSplitter>();

  constructor(
    private readonly path: string,
    private readonly mode: number,
    private readonly onLine: (line: Buffer) => void,
    /** Whether to leave what comes in the kernel's buffers for a moment. */
    private readonly isBehind: () => boolean,
  ) {
    this.server = createServer((socket) => this.serve(socket));
    this.server.maxConnections = maxConnections;
    this.server.on('drop', () => (this.counters.turnedAway += 1));
  }

  /** Begins to listen. The path is this process's own: what an earlier one left there is removed. */
  async open(): Promise<void> {
    await rm(this.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ path: this.path, backlog: 511 }, resolve);
    });
    await chmod(this.path, this.mode);
  }

  /** Stops listening, reads what connections have already sent, and ends them. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    // One turn of the event loop reads what is waiting in each socket.
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const socket of this.connections.keys()) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    const { counters, connections } = this;
    counters.connections += 1;
    const splitter = new LineSplitter(maxLineBytes, {
      onLine: (line) => {
        counters.lines += 1;
        this.onLine(line);
      },
      onTooLong: () => (counters.tooLong += 1),
    });
    connections.set(socket, splitter);
    socket.on('data', (chunk) => {
      splitter.push(chunk);
      if (splitter.heldBytes > 0 && this.heldBytes() > maxHeldBytes) {
        counters.turnedAway += 1;
        socket.destroy();
      } else if (this.isBehind()) {
        this.pause(socket);
      }
    });
    // The other side went away; 'close' follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (splitter.heldBytes > 0) counters.halfLines += 1;
      connections.delete(socket);
    });
  }

  private pause(socket: Socket): void {
    socket.pause();
    setTimeout(() => {
      if (this.isBehind()) this.pause(socket);
      else socket.resume();
    }, pauseMs);
  }

  private heldBytes(): number {
    let sum = 0;
    for (const { heldBytes } of this.connections.values()) sum += heldBytes;
    return sum;
  }
}
