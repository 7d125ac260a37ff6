import { DatabaseRefusal } from '../refusal.ts'

/** Why the embedded database cannot run here; expected, and to be shown without a stack. */
export class EmbeddedRefusal extends DatabaseRefusal {}

const elsewhere = 'choose another folder with BATON_DATA, or set DATABASE_URL to a PostgreSQL server'

const knownTroubles: readonly { sign: RegExp; says: (folder: string) => [message: string, next: string] }[] = [
  {
    sign: /No space left on device|database or disk is full|ENOSPC|Disk quota exceeded|EDQUOT/,
    says: (folder) => [`The disk that holds ${folder} is full.`, 'Free some space on it and start Baton again.'],
  },
  {
    sign: /Read-only file system|EROFS/,
    says: (folder) => [`${folder} is on a read-only file system.`, `Make it writable, or ${elsewhere}.`],
  },
  {
    sign: /Permission denied|Operation not permitted|EACCES|EPERM|wrong ownership|unable to open database file/,
    says: (folder) => [
      `Baton or its PostgreSQL may not read and write everything in ${folder}.`,
      `Start Baton as the user it was first started as, or ${elsewhere}.`,
    ],
  },
  {
    sign: /ENOTDIR|EEXIST|Not a directory/,
    says: (folder) => [`There is a file where ${folder} should be a folder.`, `Move it away, or ${elsewhere}.`],
  },
  {
    sign: /Cannot allocate memory|could not map anonymous shared memory|Out of memory/i,
    says: () => ['There is not enough memory to start PostgreSQL.', 'Free about 150 MB and start Baton again.'],
  },
  {
    sign: /could not look up effective user ID/,
    says: () => [
      `The user Baton runs as (id ${process.getuid?.() ?? 'unknown'}) has no entry in /etc/passwd, which PostgreSQL needs to set up its files.`,
      'Run Baton as a user that has one, or set DATABASE_URL to a PostgreSQL server.',
    ],
  },
  {
    sign: /valid checkpoint record|invalid data in file|could not find redo location|database files are incompatible/,
    says: (folder) => [
      `The database in ${folder} is damaged, and PostgreSQL cannot open it.`,
      'Keep a copy of the folder as it is, then restore a backup into an empty one.',
    ],
  },
]

/** What to tell the person when PostgreSQL wrote `output` and gave up; undefined when the trouble is not a known one. */
export function troubleIn(output: string, folder: string): EmbeddedRefusal | undefined {
  const known = knownTroubles.find(({ sign }) => sign.test(output))
  return known && new EmbeddedRefusal(...known.says(folder))
}

/** Turns whatever was thrown while working in `folder` into a refusal where its meaning is known; otherwise gives it back. */
export function asRefusal(thrown: unknown, folder: string): unknown {
  if (thrown instanceof DatabaseRefusal || !(thrown instanceof Error)) return thrown
  const refusal = troubleIn(thrown.message, folder)
  return refusal ? Object.assign(refusal, { cause: thrown }) : thrown
}
