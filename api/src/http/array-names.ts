import { ValidationService } from '@tsoa/runtime';
import { tsoaMethod } from './tsoa-method.js';

const validateArray = tsoaMethod('validateArray');

/**
 * Has tsoa name what is wrong in an array by all that the array stands in: 6.6 tells an element the array's own name alone, so that
 * `body.items.$0.features.$1.p_value` is called `features.$1.p_value` (lukeautry/tsoa#1021).
 */
export function nameArraysWhole(): void {
  ValidationService.prototype.validateArray = function (name, value, errors, isBody, schema, validators, parent = '') {
    return validateArray.call(this, parent + name, value, errors, isBody, schema, validators);
  };
}
