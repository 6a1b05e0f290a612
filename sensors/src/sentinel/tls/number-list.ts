/** As many numbers as the longest vector of a hello can hold (RFC 8446 section 4.1.2). */
const maxNumbers = 32_767;

/** Below this length an insertion sort beats the native one, which has to be called. */
const fewNumbers = 96;

/** 16-bit numbers in a list that is filled again for each hello, so that a hello costs no allocation. */
export class NumberList {
  length = 0;
  private readonly values = new Uint16Array(maxNumbers);

  at(index: number): number {
    return this.values[index] as number;
  }

  /** Appends a number; there is room for every number that a vector of 65,535 bytes holds. */
  push(number: number): void {
    this.values[this.length++] = number;
  }

  includes(number: number): boolean {
    for (let index = 0; index < this.length; index += 1) if (this.values[index] === number) return true;
    return false;
  }

  copy(other: NumberList): this {
    this.length = 0;
    for (let index = 0; index < other.length; index += 1) this.push(other.at(index));
    return this;
  }

  /** Takes out every one of `numbers`; the others keep their order. */
  remove(numbers: readonly number[]): this {
    const { length } = this;
    this.length = 0;
    for (let index = 0; index < length; index += 1) {
      const number = this.at(index);
      if (!numbers.includes(number)) this.push(number);
    }
    return this;
  }

  /** Sorts ascending, in place. */
  sort(): this {
    if (this.length > fewNumbers) this.values.subarray(0, this.length).sort();
    else this.insertionSort();
    return this;
  }

  private insertionSort(): void {
    const { values, length } = this;
    for (let index = 1; index < length; index += 1) {
      const number = values[index] as number;
      let place = index;
      for (; place > 0 && (values[place - 1] as number) > number; place -= 1)
        values[place] = values[place - 1] as number;
      values[place] = number;
    }
  }
}
