import { open, readFile, rename, rm, stat } from 'node:fs/promises';

/** A settings file that is about to be replaced. */
export interface Draft {
  /** Sets these; everything else in the file stays. */
  save(settings: Record<string, string>): Promise<void>;
  /** Leaves the file as it was. */
  drop(): Promise<void>;
}

/**
 * Makes sure that a settings file can be written, before there is a secret to write. A new file is its owner's alone
 * (0600); a file that exists keeps its owner, group and mode, but nobody else reads it.
 *
 * @throws Error when it cannot be written
 */
export async function draftOf(path: string): Promise<Draft> {
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  });
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  const drop = async (): Promise<void> => {
    // Closed already when it is the renaming that failed.
    await file.close().catch(() => {});
    await rm(draft, { force: true });
  };
  try {
    if (before !== undefined) {
      const { uid, gid, mode } = await stat(path);
      await file.chown(uid, gid);
      await file.chmod(mode & 0o770);
    }
  } catch (error) {
    await drop();
    throw error;
  }
  return {
    drop,
    async save(settings) {
      const isKept = (line: string): boolean =>
        !Object.keys(settings).some((name) => line.trim().startsWith(`${name}=`));
      const kept = (before ?? '').trimEnd().split('\n').filter(isKept);
      const lines = [
        ...kept.filter((line, n) => line !== '' || n > 0),
        ...Object.entries(settings).map((pair) => pair.join('=')),
      ];
      await file.writeFile(`${lines.join('\n')}\n`);
      await file.sync();
      await file.close();
      await rename(draft, path);
    },
  };
}
