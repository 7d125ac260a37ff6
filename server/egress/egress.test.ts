import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { egressRules } from './egress-rules.ts'
import { type Address, Egress, type Resolve } from './egress.ts'
import { testCertificate } from '../channels/testing/certificate.ts'
import { within } from '../channels/testing/page.ts'
import { answer, closedPort, rawReceiver, receiver } from '../channels/testing/receiver.ts'

const open: Egress[] = []
afterEach(() => open.splice(0).forEach((egress) => egress.close()))

const v4 = (address: string): Address => ({ address, family: 4 })
const nowhere: Resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))

function egress(allowed: readonly string[], resolve: Resolve = nowhere): Egress {
  const made = new Egress(egressRules(allowed), resolve)
  open.push(made)
  return made
}

const post = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{"a":"한"}' })

describe('an allowed address', () => {
  test('gets the body, and no header nobody asked for', async () => {
    await using hook = await receiver(answer(202, 'thanks', { 'retry-after': '3' }))
    const said = await egress(['127.0.0.1']).post(post(`${hook.url}/page?x=1`), within(2_000))
    expect(said).toEqual({ kind: 'answered', status: 202, retryAfter: '3', body: 'thanks' })
    expect(hook.received).toEqual([
      {
        path: '/page?x=1',
        method: 'POST',
        body: '{"a":"한"}',
        bytes: expect.any(Buffer),
        headers: {
          host: `127.0.0.1:${hook.port}`,
          connection: 'keep-alive',
          'content-type': 'application/json',
          'content-length': '11',
        },
      },
    ])
  })

  test('keeps its connection for the next page', async () => {
    await using hook = await receiver(answer(200, 'ok'))
    const out = egress(['127.0.0.1'])
    for (let i = 0; i < 5; i += 1) await out.post(post(hook.url), within(2_000))
    expect(hook.received).toHaveLength(5)
    expect(hook.connections).toBe(1)
  })

  test('that closed the kept connection meanwhile is dialled again at once', async () => {
    let calls = 0
    await using hook = await rawReceiver((socket) => {
      socket.on('data', () => {
        calls += 1
        if (calls === 2) socket.resetAndDestroy()
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      })
    })
    const out = egress(['127.0.0.1'])
    expect(await out.post(post(hook.url), within(2_000))).toMatchObject({ status: 200 })
    expect(await out.post(post(hook.url), within(2_000))).toMatchObject({ status: 200 })
    expect([calls, hook.connections]).toEqual([3, 2])
  })

  test('whose certificate nobody vouches for is not talked to', async () => {
    await using hook = await receiver(answer(200), true)
    const said = await egress(['127.0.0.1']).post(post(hook.url), within(2_000))
    expect(said).toMatchObject({ kind: 'failed', because: expect.stringContaining('SELF_SIGNED') })
    expect(hook.received).toEqual([])
  })

  test('over https by name is checked against the name', async () => {
    const before = getCACertificates('default')
    setDefaultCACertificates([...before, testCertificate])
    try {
      await using hook = await receiver(answer(200, 'secure'), true)
      const out = egress(['127.0.0.1'], () => Promise.resolve([v4('127.0.0.1')]))
      expect(await out.post(post(`https://hooks.test:${hook.port}/`), within(2_000))).toMatchObject({ body: 'secure' })
      const other = await out.post(post(`https://other.test:${hook.port}/`), within(2_000))
      expect(other).toEqual({ kind: 'failed', because: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    } finally {
      setDefaultCACertificates(before)
    }
  })

  test('where nothing listens is a failure that names no inner detail', async () => {
    const said = await egress(['127.0.0.1']).post(post(`http://127.0.0.1:${await closedPort()}/`), within(2_000))
    expect(said).toEqual({ kind: 'failed', because: 'ECONNREFUSED' })
  })
})

describe('a name', () => {
  test('that stands for a private address is not dialled', async () => {
    await using inner = await receiver(answer(200))
    const out = egress([], () => Promise.resolve([v4('127.0.0.1')]))
    const said = await out.post(post(`https://hooks.example.com:${inner.port}/`), within(2_000))
    expect(said).toEqual({ kind: 'refused', because: expect.stringContaining('not public') })
    expect(inner.connections).toBe(0)
  })

  test('with one private address among public ones is not dialled at all', async () => {
    await using inner = await receiver(answer(200))
    const out = egress(['127.0.0.1'], () => Promise.resolve([v4('127.0.0.1'), v4('10.0.0.1')]))
    const said = await out.post(post(`http://hooks.example.com:${inner.port}/`), within(2_000))
    expect(said).toMatchObject({ kind: 'refused' })
    expect(inner.connections).toBe(0)
  })

  test('that changes its mind after the first call gains nothing', async () => {
    const answers = [[v4('127.0.0.1')], [v4('127.0.0.2')]]
    let asked = 0
    const rebinding: Resolve = () => Promise.resolve(answers[Math.min(asked++, 1)] ?? [])
    await using hook = await receiver(answer(200, '', { connection: 'close' }))
    const out = egress(['127.0.0.1'], rebinding)
    const url = `http://hooks.example.com:${hook.port}/`
    expect(await out.post(post(url), within(2_000))).toMatchObject({ status: 200 })
    expect(await out.post(post(url), within(2_000))).toMatchObject({ kind: 'refused' })
    expect([asked, hook.connections]).toEqual([2, 1])
  })

  test('is asked for once per dial: what was checked is what is connected to', async () => {
    let asked = 0
    await using hook = await receiver(answer(200))
    const out = egress(['127.0.0.1'], () => {
      asked += 1
      return Promise.resolve([v4(asked === 1 ? '127.0.0.1' : '169.254.169.254')])
    })
    expect(await out.post(post(`http://hooks.example.com:${hook.port}/`), within(2_000))).toMatchObject({ status: 200 })
    expect(asked).toBe(1)
  })

  test('is still reached where it last was while the resolver is away', async () => {
    let isAway = false
    await using hook = await receiver(answer(200, '', { connection: 'close' }))
    const out = egress(['127.0.0.1'], (host) => (isAway ? nowhere(host) : Promise.resolve([v4('127.0.0.1')])))
    const url = `http://hooks.example.com:${hook.port}/`
    expect(await out.post(post(url), within(2_000))).toMatchObject({ status: 200 })
    isAway = true
    expect(await out.post(post(url), within(2_000))).toMatchObject({ status: 200 })
    const unknown = await out.post(post(`http://other.example.com:${hook.port}/`), within(2_000))
    expect(unknown).toEqual({ kind: 'failed', because: 'ENOTFOUND' })
  })

  test('that is never resolved ends at the deadline', async () => {
    const out = egress([], () => new Promise(() => undefined))
    const said = await out.post(post('https://hooks.example.com/'), within(60))
    expect(said).toEqual({ kind: 'failed', because: 'no answer in time' })
  })
})

describe('a hostile receiver', () => {
  test.each([
    ['to a file', 'file:///etc/passwd'],
    ['to gopher', 'gopher://127.0.0.1:6379/_FLUSHALL'],
    ['to an inner address', 'http://127.0.0.1:5432/'],
  ])('gets no second call by redirecting %s', async (_, location) => {
    await using hook = await receiver(answer(307, '', { location }))
    expect(await egress(['127.0.0.1']).post(post(hook.url), within(2_000))).toMatchObject({ status: 307 })
    expect(hook.received).toHaveLength(1)
  })

  test('that sends a body without end is cut at 64 KiB', async () => {
    const hungUp = Promise.withResolvers<void>()
    await using hook = await receiver((response) => {
      response.writeHead(200, { 'content-length': '10000000000' })
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
      }
      response.on('drain', more)
      response.on('close', hungUp.resolve)
      more()
    })
    const said = await egress(['127.0.0.1']).post(post(hook.url), within(2_000))
    expect(said).toMatchObject({ status: 200, body: 'x'.repeat(65_536) })
    await hungUp.promise
  })

  test('that trickles its body after the status has answered already', async () => {
    await using hook = await receiver((response) => void response.writeHead(200).write('a'))
    const said = await egress(['127.0.0.1']).post(post(hook.url), within(100))
    expect(said).toEqual({ kind: 'answered', status: 200, retryAfter: null, body: 'a' })
  })

  test.each<[string, (write: (text: string) => void) => void]>([
    ['says nothing', () => undefined],
    ['stops inside its headers', (write) => write('HTTP/1.1 200 OK\r\nX-A: ')],
    ['only ever promises to go on', (write) => write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(10))],
  ])('that %s ends at the deadline', async (_, behave) => {
    await using hook = await rawReceiver((socket) => behave((text) => socket.write(text)))
    const said = await egress(['127.0.0.1']).post(post(hook.url), within(80))
    expect(said).toEqual({ kind: 'failed', because: 'no answer in time' })
  })

  test.each([
    [
      'headers without end',
      `HTTP/1.1 200 OK\r\n${'X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(2_000)}`,
      'HPE_HEADER_OVERFLOW',
    ],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', expect.stringMatching(/^HPE_/)],
    [
      'an unasked protocol change',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      expect.any(String),
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      expect.stringMatching(/^HPE_/),
    ],
  ])('that sends %s fails', async (_, bytes, because) => {
    await using hook = await rawReceiver((socket) => socket.write(bytes))
    expect(await egress(['127.0.0.1']).post(post(hook.url), within(2_000))).toEqual({ kind: 'failed', because })
  })

  test('that hangs keeps no page from another receiver, nor from another path of its own', async () => {
    await using hook = await receiver((response, call) => call.path === '/hang' || response.end())
    await using other = await receiver(answer(200))
    const out = egress(['127.0.0.1'])
    const deadline = new AbortController()
    const stuck = Array.from({ length: 100 }, () => out.post(post(`${hook.url}/hang`), deadline.signal))
    expect(await out.post(post(hook.url), within(2_000))).toMatchObject({ status: 200 })
    expect(await out.post(post(other.url), within(2_000))).toMatchObject({ status: 200 })
    deadline.abort() // only now: whoever had to wait for those that hang would have waited in vain
    for (const said of await Promise.all(stuck)) expect(said).toEqual({ kind: 'failed', because: 'no answer in time' })
  })
})

test('a deadline that has passed sends nothing', async () => {
  await using hook = await receiver(answer(200))
  expect(await egress(['127.0.0.1']).post(post(hook.url), AbortSignal.abort())).toMatchObject({ kind: 'failed' })
  expect(hook.connections).toBe(0)
})
