// The bytes of a request, bounded before and after unpacking.
import type { IncomingMessage } from 'node:http'
import { Transform, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

const mostBytes = 1_048_576
const mostDropped = 64 * mostBytes

export class TooLarge extends Error {}
export class UnknownEncoding extends Error {}

/**
 * The body's bytes, unpacked when they came as gzip. Throws `TooLarge` and `UnknownEncoding`; with `keepBytes` it throws neither, and
 * gives the first bytes of whatever came: for senders to whom it matters that they came at all.
 */
export async function readRaw(request: IncomingMessage, keepBytes?: number): Promise<Buffer> {
  if (keepBytes !== undefined) return keepFirst(request, keepBytes)
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > mostBytes) throw new TooLarge()
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'identity') return gather(request)
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw new UnknownEncoding()
  const unpacked = createGunzip()
  // A sender that goes away in the middle ends the unpacking too.
  request.on('error', () => unpacked.end())
  request.on('close', () => unpacked.end())
  return gather(request.pipe(unpacked))
}

/**
 * Reads on and drops what still comes, before an answer is written: a sender that is cut off while it sends hears no answer, and sends
 * all of it again. Nobody is listened to for ever.
 */
export function restGone(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve()
    let left = mostDropped
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) resolve()
    })
    for (const end of ['end', 'error', 'close']) request.on(end, () => resolve())
    request.resume()
  })
}

function keepFirst(request: IncomingMessage, most: number): Promise<Buffer> {
  const isPacked = /^(?:x-)?gzip$/i.test(request.headers['content-encoding'] ?? '')
  const stream: Readable = isPacked ? request.pipe(createGunzip()) : request
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const done = () => resolve(Buffer.concat(chunks).subarray(0, most))
    stream.on('data', (chunk: Buffer) => {
      if (size < most) chunks.push(chunk)
      size += chunk.length
      if (size < mostBytes) return
      // Nobody reads on for ever: the rest is let go by, unread by anybody.
      if (stream instanceof Transform) stream.destroy()
      done()
    })
    for (const end of ['end', 'error', 'close']) stream.on(end, done)
    if (stream !== request) for (const end of ['error', 'close']) request.on(end, () => stream.destroy())
  })
}

function gather(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostBytes) return void chunks.push(chunk)
      // A bomb is not unpacked to its end.
      if (stream instanceof Transform) stream.destroy()
      reject(new TooLarge())
    })
    stream.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    // A body that breaks off or does not unpack is what it is so far: the dialect says what is wrong with it.
    stream.on('error', () => resolve(Buffer.concat(chunks)))
  })
}
