import { defineParams } from '@sveltejs/kit/params';
import { entityTypes } from '#lib/fields.ts';

/** Tells kinds of entity from other words in a path. */
export const params = defineParams({ entity: (param) => entityTypes.find((type) => type === param) });
