import { ValidationService } from '@tsoa/runtime';

type Mended = 'validateArray' | 'validateFloat';
type Method<Name extends Mended> = (
  this: ValidationService,
  ...values: Parameters<ValidationService[Name]>
) => ReturnType<ValidationService[Name]>;

/** Returns tsoa's own method, for the one that takes its place to fall back on. */
export function tsoaMethod<Name extends Mended>(name: Name): Method<Name> {
  const method: unknown = Reflect.get(ValidationService.prototype, name);
  return method as Method<Name>;
}
