/** What differs between the versions of QUIC in an Initial packet. */
export interface VersionParameters {
  readonly salt: Buffer;
  /** Prefix of the labels "key", "iv" and "hp". */
  readonly label: 'quic ' | 'quicv2 ';
  /** Values of the two type bits of a long header. */
  readonly initialType: number;
  readonly retryType: number;
}

function v1Like(salt: string): VersionParameters {
  return { salt: Buffer.from(salt, 'hex'), label: 'quic ', initialType: 0, retryType: 3 };
}

/** RFC 9001 section 5.2, and the drafts 33 and 34 of it. */
const v1 = v1Like('38762cf7f55934b34d179ae6a4c80cadccbb7f0a');
const draft29 = v1Like('afbfec289993d24c9e9786f19c6111e04390a899');
const draft23 = v1Like('c3eef712c72ebb5a11a7d2432bb46365bef9f502');
const draft22 = v1Like('7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a');
/** RFC 9369 section 3. */
const v2: VersionParameters = {
  salt: Buffer.from('0dede3def700a6db819381be6e269dcbf9bd2ed9', 'hex'),
  label: 'quicv2 ',
  initialType: 1,
  retryType: 0,
};

const draft = (number: number): number => 0xff000000 + number;

const versions = new Map<number, VersionParameters>([
  [0x00000001, v1],
  [0x6b3343cf, v2],
  [draft(34), v1],
  [draft(33), v1],
  [draft(32), draft29],
  [draft(31), draft29],
  [draft(30), draft29],
  [draft(29), draft29],
  [draft(28), draft23],
  [draft(27), draft23],
  [draft(26), draft23],
  [draft(25), draft23],
  [draft(24), draft23],
  [draft(23), draft23],
  [draft(22), draft22],
  // Facebook's mvfst
  [0xfaceb001, draft22],
  [0xfaceb002, draft23],
  [0xfaceb00e, draft23],
]);

/** Parameters of a version whose hellos can be read; undefined for others: reserved ones, Google's before the standard. */
export const parametersOf = (version: number): VersionParameters | undefined => versions.get(version);
