import type { Random } from './random.js';

/** Longest input; above it an execution costs more than it finds. */
export const maxInputBytes = 8192;

/** Values at which parsers decide: record and message types, versions, lengths around a border. */
const telling = [0, 1, 2, 3, 6, 0x10, 0x16, 0x17, 0x1c, 0x2b, 0x3f, 0x40, 0x45, 0x60, 0x7f, 0x80, 0xc0, 0xfe, 0xff];

type Mutation = (input: Buffer, random: Random, other: Buffer) => Buffer;

const part = (bytes: Buffer, random: Random): Buffer => {
  const start = random.below(bytes.length + 1);
  return bytes.subarray(start, start + random.below(Math.min(64, bytes.length - start) + 1));
};

const mutations: readonly Mutation[] = [
  (input, random) => set(input, random.below(input.length), 1 << random.below(8), true),
  (input, random) => set(input, random.below(input.length), random.pick(telling), false),
  (input, random) => set(input, random.below(input.length), random.below(256), false),
  length16,
  length16,
  (input, random) => input.subarray(0, random.below(input.length)),
  (input, random) => {
    const at = random.below(input.length);
    return Buffer.concat([input.subarray(0, at), input.subarray(at + 1 + random.below(32))]);
  },
  (input, random) => insert(input, random, part(input, random)),
  (input, random, other) => insert(input, random, part(other, random)),
  (input, random) => insert(input, random, random.bytes(random.below(16))),
  (input, random, other) => {
    const piece = part(other, random);
    const at = random.below(input.length);
    return Buffer.concat([input.subarray(0, at), piece, input.subarray(at + piece.length)]);
  },
];

function set(input: Buffer, at: number, value: number, flip: boolean): Buffer {
  input[at] = flip ? (input[at] ?? 0) ^ value : value;
  return input;
}

/** Writes where a length may stand: what is left, a little more or less, nothing, all. */
function length16(input: Buffer, random: Random): Buffer {
  if (input.length < 2) return input;
  const at = random.below(input.length - 1);
  const left = input.length - at - 2;
  input.writeUInt16BE(random.pick([left, left - 1, left + 1, 0, 1, 0xffff, random.below(0x10000)]) & 0xffff, at);
  return input;
}

function insert(input: Buffer, random: Random, piece: Buffer): Buffer {
  const at = random.below(input.length + 1);
  return Buffer.concat([input.subarray(0, at), piece, input.subarray(at)]);
}

/** A changed copy of the input; `other` lends parts. */
export function mutated(input: Buffer, random: Random, other: Buffer): Buffer {
  let copy: Buffer = Buffer.from(input);
  for (let times = 1 << random.below(4); times > 0 && copy.length > 0; times -= 1) {
    copy = random.pick(mutations)(copy, random, other);
  }
  return copy.subarray(0, maxInputBytes);
}

/** A copy with another choice of what is done at random: its first four bytes. */
export function chosenAnew(input: Buffer, random: Random): Buffer {
  return Buffer.concat([random.bytes(4), input.subarray(4)]);
}
