// What the browser scripts share: the shop's address, a seeded choice and a pause.
export const SHOP = 'https://shop.example';

/** A function that returns one of 0..count-1, the same series for the same seed (a linear congruential generator). */
export function chooser(seed) {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

export const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));
