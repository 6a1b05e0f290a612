/**
 * The value that so many others come before in order; it is moved to that place, and those others before it. None may be
 * NaN. Hoare's quickselect (1961): to sort a few thousand values of each column took as long as all else that is learnt of them.
 */
export function smallest(values: Float64Array, others: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let [left, right] = [low, high];
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left <= right) {
        const moved = values[left]!;
        values[left++] = values[right]!;
        values[right--] = moved;
      }
    }
    if (others <= right) high = right;
    else if (others >= left) low = left;
    else break;
  }
  return values[others]!;
}
