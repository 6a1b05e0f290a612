import { ValidationService } from '@tsoa/runtime';
import { tsoaMethod } from './tsoa-method.js';

const validateFloat = tsoaMethod('validateFloat');
type Bounds = Parameters<typeof validateFloat>[4];

/**
 * Has tsoa take a number of a body as it is: 6.6 writes each one as text and compiles a regular expression to read that, which is
 * half of the time that everybody waits for a batch of scores. What is wrong is still said by tsoa.
 */
export function takePlainNumbers(): void {
  ValidationService.prototype.validateFloat = function (name, value, errors, isBody, bounds, parent = '') {
    if (isBody && typeof value === 'number' && Number.isFinite(value) && isWithin(value, bounds)) return value;
    return validateFloat.call(this, name, value, errors, isBody, bounds, parent);
  };
}

function isWithin(value: number, bounds: Bounds): boolean {
  return value >= (bounds?.minimum?.value ?? -Infinity) && value <= (bounds?.maximum?.value ?? Infinity);
}
