// What a notice about a cover request says, at the moment it is sent: what has been answered meanwhile is not told.
import { boundsOf, type Piece } from '../../domain/schedules/pieces.ts'
import { openOf } from '../../domain/schedules/cover.ts'
import { loadIn } from '../../domain/schedules/cover-load.ts'
import {
  coverWords,
  loadText,
  momentText,
  spanText,
  spansText,
  type Language,
} from '../../domain/schedules/cover-words.ts'
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { CoverNoticeKind } from './cover-notices.ts'
import { assess, knownSchedules, type KnownSchedules } from './cover-people.ts'
import type { NoticeText } from '../../domain/notices/notice.ts'
import type { Teller } from '../notices/store.ts'
import { findCover, type StoredCover } from './cover-store.ts'

/** One for each kind of notice. */
export const coverTellers: Readonly<Record<CoverNoticeKind, Teller>> = {
  cover_asked: telling(tellAsked),
  cover_answered: telling(async (facts) => tellAnswered(facts)),
  cover_open: telling(async (facts) => tellOpen(facts)),
}

type Told = {
  readonly db: Db
  readonly cover: StoredCover
  readonly known: KnownSchedules
  readonly reader: { readonly personId: string; readonly language: Language; readonly zone: Zone }
  readonly now: Instant
}

function telling(tell: (told: Told) => Promise<Omit<NoticeText, 'path'> | null>): Teller {
  return async (db, { subject, ...reader }, now) => {
    const id = Number(/^cover:(\d+)$/.exec(subject)?.[1] ?? 0)
    const cover = await findCover(db, id)
    if (!cover) return null
    const ids = [cover.scheduleId, ...(cover.inReturn ? [cover.inReturn.scheduleId] : [])]
    const people = [cover.askerId, ...cover.asked.map(({ personId }) => personId)]
    const known = await knownSchedules(db, ids, now, people)
    const text = await tell({ db, cover, known, reader, now })
    return text && { ...text, path: `/covers/${cover.id}` }
  }
}

/** To somebody who is asked and has not answered: everything they need to decide. */
async function tellAsked({ db, cover, known, reader, now }: Told) {
  const { personId, language, zone } = reader
  const words = coverWords[language]
  const asked = cover.asked.find((one) => one.personId === personId)
  const hasOffered = cover.parts.some((part) => part.personId === personId)
  const open = openOf(cover, now)
  const bounds = boundsOf(open)
  const schedule = known.schedules.get(cover.scheduleId)
  if (cover.state !== 'open' || !asked || asked.declinedAt || hasOffered || !bounds || !schedule) return null
  const asker = nameOf(known, cover.askerId)
  const [mine] = await assess(db, [personId], { schedule, pieces: open, giving: cover.inReturn }, now)
  const elsewhere = (mine?.busy ?? []).map((shift) => `${shift.scheduleName} (${spanText(shift, zone, language)})`)
  const title = cover.inReturn ? words.asksSwap : words.asks
  return {
    subject: title(asker, schedule.name, spanText(bounds, zone, language)),
    paragraphs: [
      loadText(loadIn(open, zone), zone, language),
      ...(open.length > 1 ? [words.onlyThese(spansText(open, zone, language))] : []),
      ...returnOf({ cover, known, reader }, asker),
      ...(cover.note ? [words.writes(asker, cover.note)] : []),
      ...(elsewhere.length > 0 ? [words.elsewhere(elsewhere.join('; '))] : []),
      words.answer,
    ],
  }
}

function returnOf({ cover, known, reader }: Pick<Told, 'cover' | 'known' | 'reader'>, asker: string): string[] {
  const bounds = cover.inReturn && boundsOf(cover.inReturn.pieces)
  if (!cover.inReturn || !bounds) return []
  const name = known.schedules.get(cover.inReturn.scheduleId)?.name ?? ''
  return [coverWords[reader.language].inReturn(asker, name, spanText(bounds, reader.zone, reader.language))]
}

/** To the asker, what became of it; to whoever offered a part, that it is agreed. */
function tellAnswered({ cover, known, reader, now }: Told) {
  const { personId, language, zone } = reader
  const words = coverWords[language]
  const schedule = known.schedules.get(cover.scheduleId)?.name ?? ''
  const span = (piece: Piece) => spanText(piece, zone, language)
  const agreed = cover.parts.filter(({ isAgreed }) => isAgreed)
  if (personId !== cover.askerId) {
    const mine = boundsOf(agreed.filter((part) => part.personId === personId))
    if (!mine) return null
    return { subject: words.agreed(nameOf(known, cover.askerId), schedule, span(mine)), paragraphs: [words.agreedSay] }
  }
  const taken = agreed.map((part) => words.taken(nameOf(known, part.personId), schedule, span(part)))
  switch (cover.state) {
    case 'accepted': {
      const [last] = agreed.toReversed()
      if (!last) return null
      if (!cover.inReturn) return headed(taken, [])
      const title = words.swapped(nameOf(known, last.personId), schedule, span(cover))
      return { subject: title, paragraphs: [title, ...returnOf({ cover, known, reader }, nameOf(known, personId))] }
    }
    case 'open': {
      const offers = cover.parts.filter(({ isAgreed }) => !isAgreed)
      const offered = offers.map((part) => words.wouldTake(nameOf(known, part.personId), schedule, span(part)))
      const rest = words.rest(spansText(openOf(cover, now), zone, language))
      return headed([...offered, ...taken], [...(offered.length > 0 ? [words.agree] : []), rest])
    }
    case 'declined':
      return headed([words.nobodyCan(schedule, span(cover)), ...taken], [words.nobodyCanSay])
    case 'expired':
      return headed([words.expired(schedule, span(cover)), ...taken], [])
    case 'void':
      return headed(
        [words.isVoid(schedule, span(cover)), ...taken],
        cover.because ? [words.because[cover.because]] : [],
      )
    case 'withdrawn':
      return null
  }
}

/** The first sentence is the subject; all of them are said. */
function headed(sentences: readonly string[], more: readonly string[]) {
  const [subject] = sentences
  return subject === undefined ? null : { subject, paragraphs: [...sentences, ...more] }
}

/** To the asker and the owners: it begins soon, and nobody has it. */
function tellOpen({ cover, known, reader, now }: Told) {
  const { language, zone } = reader
  const words = coverWords[language]
  const open = openOf(cover, now)
  const bounds = boundsOf(open)
  if (cover.state !== 'open' || !bounds) return null
  const silent = cover.asked.filter(({ declinedAt }) => !declinedAt).map(({ personId }) => nameOf(known, personId))
  const schedule = known.schedules.get(cover.scheduleId)?.name ?? ''
  return {
    subject: words.stillOpen(schedule, nameOf(known, cover.askerId), momentText(bounds.startsAt, zone, language)),
    paragraphs: [
      words.rest(spansText(open, zone, language)),
      ...(silent.length > 0 ? [words.silent(silent.join(', '))] : []),
      words.stillOpenSay,
    ],
  }
}

function nameOf({ people }: KnownSchedules, personId: string): string {
  return people.get(personId)?.name ?? ''
}
