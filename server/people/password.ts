// Passwords as argon2id in the PHC string format: the parameters lie beside each hash, so they can be raised later.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { refuse } from '../refusal.ts'

type Cost = { readonly memoryKiB: number; readonly passes: number; readonly lanes: number }

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane.
const cost: Cost = { memoryKiB: 19_456, passes: 2, lanes: 1 }
const noSalt = Buffer.alloc(16)

/** What is stored of a password: `$argon2id$v=19$m=...,t=...,p=...$salt$hash`. */
export async function hashPassword(password: string, at: Cost = cost): Promise<string> {
  const salt = randomBytes(16)
  return written(at, salt, await derive(password, salt, at))
}

/**
 * Is this the password? With nothing stored it takes as long and answers no, so that nobody learns who is here.
 * `isOutdated` asks the caller to store a new hash at the present cost.
 */
export async function checkPassword(
  password: string,
  stored: string | null,
): Promise<{ readonly isRight: boolean; readonly isOutdated: boolean }> {
  const known = stored === null ? null : read(stored)
  const derived = await derive(password, known?.salt ?? noSalt, costToCheck(stored))
  if (!known || known.hash.length !== derived.length) return { isRight: false, isOutdated: false }
  const isOutdated = !stored?.startsWith(prefix(cost))
  return { isRight: timingSafeEqual(known.hash, derived), isOutdated }
}

/** What does it cost to check a password against this? As much where nobody is stored. */
export function costToCheck(stored: string | null): Cost {
  return (stored === null ? null : read(stored))?.cost ?? cost
}

function prefix({ memoryKiB, passes, lanes }: Cost): string {
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$`
}

function written(at: Cost, salt: Buffer, hash: Buffer): string {
  return `${prefix(at)}${bare(salt)}$${bare(hash)}`
}

/** PHC strings carry base64 without its padding. */
function bare(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

function read(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } | null {
  const found =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{43,})$/.exec(stored)
  if (!found) return null
  const [, memory, passes, lanes, salt = '', hash = ''] = found
  return {
    cost: { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

// The thread pool of Node also looks up the hosts that pages go to: passwords may hold two of its four threads, no more.
const mostAtOnce = 2
const mostWaiting = 100
let atWork = 0
const waiting: (() => void)[] = []

async function derive(password: string, salt: Buffer, at: Cost): Promise<Buffer> {
  if (atWork >= mostAtOnce) {
    if (waiting.length >= mostWaiting) refuse('too_many_tries', { retryAfterSeconds: 5 })
    await new Promise<void>((begin) => waiting.push(begin))
  } else atWork++
  try {
    return await argon2id(password, salt, at)
  } finally {
    // The place passes to the next in line, or is given back.
    const next = waiting.shift()
    if (next) next()
    else atWork--
  }
}

function argon2id(password: string, salt: Buffer, at: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      {
        // The same letters typed on another keyboard may come as other code points (NIST SP 800-63B: normalise).
        message: password.normalize('NFKC'),
        nonce: salt,
        memory: at.memoryKiB,
        passes: at.passes,
        parallelism: at.lanes,
        tagLength: 32,
      },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
}
