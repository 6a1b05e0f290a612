/**
 * Returns the keys of package-lock.json's `packages` that a room needs to run: its dependencies, optional ones too, and
 * theirs, the room itself not counted. Declarations of types are left out: nothing of them exists at run time.
 *
 * @param {Record<string, object>} packages of package-lock.json
 * @param {string} room directory of a workspace
 * @throws Error naming a dependency that the lock does not hold
 */
export function runtimePackages(packages, room) {
  const found = new Set();
  const waiting = [room];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const { dependencies, optionalDependencies } = packages[packages[from].resolved] ?? packages[from];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (name.startsWith('@types/')) continue;
      const path = resolveFrom(packages, from, name);
      if (!path) throw new Error(`package-lock.json has no ${name}, which ${from} needs`);
      if (found.has(path)) continue;
      found.add(path);
      waiting.push(path);
    }
  }
  return [...found].sort();
}

/** The way Node looks: the node_modules nearest to the package, outwards. */
function resolveFrom(packages, from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/node_modules/')))) {
    const path = `${dir ? `${dir}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (!dir) return undefined;
  }
}
