/** The 16 reserved values 0x0a0a, 0x1a1a ... 0xfafa (RFC 8701): clients draw them at random, so they say nothing. */
export const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
