/**
 * Returns what a change of the specification takes from its callers, one sentence each: operations, parameters, answers
 * and fields that went or changed, and what is demanded that was not. References are followed; what is only added for
 * callers to use is no break.
 */
export function breakingChanges(before, after) {
  const changes = [];
  for (const [path, operations] of Object.entries(before.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const now = after.paths[path]?.[method];
      const id = `${method.toUpperCase()} ${path}`;
      if (!now) changes.push(`${id} is gone`);
      else changes.push(...ofOperation(operation, now, id, { before, after }));
    }
  }
  return [...new Set(changes)];
}

function* ofOperation(was, now, id, specs) {
  if (was.operationId !== now.operationId) yield `${id} is called ${now.operationId}, no longer ${was.operationId}`;
  yield* ofParameters(was.parameters ?? [], now.parameters ?? [], id, specs);
  yield* ofBody(was.requestBody, now.requestBody, id, specs);
  for (const [status, answer] of Object.entries(was.responses)) {
    // Which problems are answered may change: callers know all of them by their status.
    if (Number(status) >= 400) continue;
    const answerNow = now.responses[status];
    if (!answerNow) yield `${id} no longer answers ${status}`;
    for (const [type, { schema }] of Object.entries((answerNow && answer.content) ?? {})) {
      const schemaNow = answerNow.content?.[type]?.schema;
      if (!schemaNow) yield `${id} no longer answers with ${type}`;
      else yield* ofSchema(schema, schemaNow, `${id} answer`, 'given', specs);
    }
  }
}

function* ofParameters(was, now, id, specs) {
  const keyOf = (parameter) => `${parameter.in} ${parameter.name}`;
  const nowByKey = new Map(now.map((parameter) => [keyOf(parameter), parameter]));
  const known = new Set(was.map(keyOf));
  for (const parameter of was) {
    const same = nowByKey.get(keyOf(parameter));
    if (!same) yield `${id} no longer takes ${keyOf(parameter)}`;
    else {
      if (same.required && !parameter.required) yield `${id} demands ${keyOf(parameter)}`;
      yield* ofSchema(parameter.schema, same.schema, `${id} ${keyOf(parameter)}`, 'taken', specs);
    }
  }
  for (const parameter of now) {
    if (parameter.required && !known.has(keyOf(parameter))) yield `${id} demands ${keyOf(parameter)}, which is new`;
  }
}

function* ofBody(was, now, id, specs) {
  if (now?.required && !was?.required) yield `${id} demands a body`;
  for (const [type, { schema }] of Object.entries(was?.content ?? {})) {
    const schemaNow = now?.content?.[type]?.schema;
    if (!schemaNow) yield `${id} no longer takes ${type}`;
    else yield* ofSchema(schema, schemaNow, `${id} body`, 'taken', specs);
  }
}

/** `given` to callers may only become more, `taken` from them may only demand less. */
function* ofSchema(rawWas, rawNow, at, direction, specs, seen = new Set()) {
  const [was, now] = [resolved(rawWas, specs.before), resolved(rawNow, specs.after)];
  const key = `${rawWas?.$ref}|${rawNow?.$ref}|${direction}`;
  if (!was || !now || (rawWas.$ref && seen.has(key))) return;
  const inner = new Set([...seen, key]);
  const isOneOrMore = direction === 'taken' && now.type === 'array' && was.type !== 'array' && at.includes(' query ');
  if (isOneOrMore) {
    // ?a=1 is a list of one, too.
    yield* ofSchema(rawWas, now.items, at, direction, specs, inner);
    return;
  }
  // Every number and every truth value can be written as text in an address.
  const isText = direction === 'taken' && now.type === 'string' && at.includes(' query ');
  if (was.type !== now.type && !isText) {
    yield `${at} is ${now.type ?? 'a union'}, no longer ${was.type ?? 'a union'}`;
    return;
  }
  yield* ofLimits(was, now, at, direction);
  if (was.items && now.items) yield* ofSchema(was.items, now.items, `${at}[]`, direction, specs, inner);
  for (const [name, property] of Object.entries(was.properties ?? {})) {
    const same = now.properties?.[name];
    if (same) yield* ofSchema(property, same, `${at}.${name}`, direction, specs, inner);
    else if (now.properties) yield `${at}.${name} is gone`;
  }
  const [required, requiredNow] = [was.required ?? [], now.required ?? []];
  if (direction === 'taken') {
    for (const name of requiredNow) if (!required.includes(name)) yield `${at}.${name} is demanded`;
  } else {
    for (const name of required) {
      if (now.properties?.[name] && !requiredNow.includes(name)) yield `${at}.${name} may be absent`;
    }
  }
}

function* ofLimits(was, now, at, direction) {
  if (direction === 'given' && now.nullable && !was.nullable) yield `${at} may be null`;
  if (direction === 'taken' && was.nullable && !now.nullable) yield `${at} may no longer be null`;
  if (direction === 'taken') {
    const gone = now.enum ? (was.enum ?? ['anything']).filter((value) => !now.enum.includes(value)) : [];
    if (gone.length) yield `${at} no longer takes ${gone.join(', ')}`;
    for (const limit of ['maximum', 'maxLength', 'maxItems']) {
      if (now[limit] !== undefined && now[limit] < (was[limit] ?? Infinity)) yield `${at} has ${limit} ${now[limit]}`;
    }
    for (const limit of ['minimum', 'minLength', 'minItems']) {
      if (now[limit] !== undefined && now[limit] > (was[limit] ?? -Infinity)) yield `${at} has ${limit} ${now[limit]}`;
    }
  }
}

/** Follows references, and joins what `allOf` puts together. */
function resolved(schema, specification) {
  if (!schema) return undefined;
  if (schema.$ref) return resolved(specification.components.schemas[schema.$ref.split('/').at(-1)], specification);
  if (!schema.allOf) return schema;
  const parts = schema.allOf.map((part) => resolved(part, specification));
  return {
    ...schema,
    type: parts.find(({ type }) => type)?.type,
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required }) => required ?? []),
  };
}
