// The demo's evidence: of the incident under way some is kept, one is missing and some is open; of last week's a picture was kept.
import { crc32, deflateSync } from 'node:zlib'
import type { Instant } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { incidentEvidenceActions, keepArrived } from '../incidents/evidence.ts'
import { receive } from '../incidents/evidence-files.ts'

type Stage = { readonly db: Db; readonly now: Instant; readonly as: (email: string, at: Instant) => Context }
type Scene = { readonly at: Instant; readonly play: () => Promise<unknown> }

/** What is kept and missed in the demo's incidents, in the order of time. */
export function evidenceScenes({ db, now, as }: Stage): readonly Scene[] {
  const ago = (minutes: number) => now.subtract({ minutes })
  const [ana, ben, yujin] = ['ana@demo.example', 'ben@demo.example', 'yujin@demo.example']
  const cards = 'Card payments of one issuer fail in Europe'
  const push = '푸시 알림이 20분 넘게 늦게 도착함'
  const lastWeek = now.subtract({ hours: 24 * 6 + 3 }).add({ minutes: 18 })
  return [
    {
      at: lastWeek,
      play: async () => {
        const file = { name: '대기열 길이.png', bytes: chart([4, 6, 9, 20, 38, 52, 60, 58, 40, 22, 9, 5]) }
        await keep(db, as(yujin, lastWeek), { ...(await entryOf(db, push, '대기열 길이')), ...file })
      },
    },
    {
      at: ago(5),
      play: async () => {
        const file = { name: 'declines.png', bytes: chart([2, 3, 2, 4, 3, 18, 41, 44, 43, 46, 45, 47]) }
        await keep(db, as(ben, ago(5)), { ...(await entryOf(db, cards, 'Declines by issuer')), ...file })
      },
    },
    {
      at: ago(4),
      play: async () => {
        const { incidentId, evidenceId } = await entryOf(db, cards, 'Thread dump of a slow pod')
        const because = 'The rollback had replaced the pods before anybody thought of it'
        await incidentEvidenceActions.missEvidence(as(ana, ago(4)), { incidentId, evidenceId, because })
      },
    },
    {
      at: ago(2),
      play: async () => {
        const text = Buffer.from(log)
        const { incidentId } = await entryOf(db, cards, 'Declines by issuer')
        await keep(db, as(ben, ago(2)), { incidentId, evidenceId: null, name: 'nordbank-3ds.log', bytes: text })
      },
    },
  ]
}

/** The entry of this name in the incident of this title. */
async function entryOf(db: Db, title: string, name: string) {
  const row = await db
    .selectFrom('incident_evidence as e')
    .innerJoin('incident as i', 'i.id', 'e.incident_id')
    .select(['e.id as evidenceId', 'i.id as incidentId'])
    .where('i.title', '=', title)
    .where('e.name', '=', name)
    .executeTakeFirstOrThrow()
  return row
}

type File = {
  readonly incidentId: number
  readonly evidenceId: number | null
  readonly name: string
  readonly bytes: Uint8Array
}

async function keep(db: Db, ctx: Context, { bytes, ...of }: File): Promise<void> {
  const parts = (async function* () {
    yield bytes
  })()
  const arrived = await receive(db, { incidentId: of.incidentId, mostBytes: bytes.length, now: ctx.now }, parts)
  await keepArrived(ctx, { ...of, note: '' }, arrived)
}

const log = `# curl -w, every ten seconds, from checkout-api
09:41:10  3ds.nordbank.example  200  0.412 s
09:41:20  3ds.nordbank.example  200  31.006 s
09:41:52  3ds.nordbank.example  504  31.004 s
09:42:24  3ds.nordbank.example  504  31.005 s
`

/** A graph of bars as a PNG of two colours: what somebody would have kept from a dashboard. */
function chart(values: readonly number[]): Buffer {
  const [width, height] = [480, 180]
  const bar = Math.floor((width - 40) / values.length)
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width)
    for (let x = 20; x < width - 20; x++) {
      const value = values[Math.floor((x - 20) / bar)] ?? 0
      const isGap = (x - 20) % bar >= bar - 6
      if (!isGap && height - 20 - y > 0 && height - 20 - y <= value * 2.2) row[1 + x] = 1
      else if (y % 40 === 0 || y === height - 20) row[1 + x] = 2
    }
    return row
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // Eight bits a pixel, each the number of a colour.
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from([250, 250, 252, 196, 70, 52, 226, 228, 234])
  const parts = [
    piece('IHDR', head),
    piece('PLTE', colours),
    piece('IDAT', deflateSync(Buffer.concat(rows))),
    piece('IEND'),
  ]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

function piece(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
