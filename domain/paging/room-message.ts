// What a team's channel is told: what is wrong, who is paged and why. Nobody in particular reads it, so it asks nobody by name.
import type { Instant, Zone } from '../time.ts'
import { fewLines, oneLine } from '../foreign-text.ts'
import { noticeHtmlOf } from './message-html.ts'
import type { Message } from './message.ts'
import type { PastCase, Priority } from './message-facts.ts'
import { headingOf, pastLines, writtenTime } from './message-paragraphs.ts'
import { messageWords, type Language } from './message-words.ts'
import type { Reason } from './page.ts'
import { roomWords } from './room-words.ts'
import { codeMinutes } from './verify.ts'

export type RoomFacts = {
  /** The same for every repeat of one delivery. */
  readonly deliveryKey: string
  readonly pageId: number
  readonly alertId: number
  readonly priority: Priority
  readonly summary: string
  readonly details: string
  readonly service: string | null
  readonly team: string | null
  readonly channel: string
  readonly paged: NonNullable<Reason['told']>['paged']
  readonly raisedAt: Instant
  readonly sentAt: Instant
  readonly zone: Zone
  readonly language: Language
  readonly isTest: boolean
  /** The alert itself: no link in a room answers for anybody. */
  readonly openUrl: string
  /** The proof on a button, which answers as whoever presses it. */
  readonly buttonToken: string
  readonly past?: readonly PastCase[]
}

/** How does this page read in a room? Foreign text in it is cleaned and cut, as in every message. */
export function roomMessage(facts: RoomFacts): Message {
  const { language, zone, openUrl } = facts
  const words = messageWords[language]
  const summary = fewLines(facts.summary, 1_000) || words.nothingSaid
  const service = facts.service === null ? null : oneLine(facts.service, 120)
  const team = facts.team === null ? null : oneLine(facts.team, 120)
  const subject = headingOf(facts, summary, service)
  const details = fewLines(facts.details, 2_000)
  const paged = pagedIn(facts)
  const lines = [
    ...(service === null ? [] : [`${words.service}: ${service}`]),
    ...(team === null ? [] : [`${words.team}: ${team}`]),
    `${words.raised}: ${writtenTime(facts.raisedAt, zone, language)}`,
    `${roomWords[language].paged}: ${paged}`,
  ]
  const paragraphs = [
    ...(facts.isTest ? [words.testNotice] : []),
    ...(subject.includes(summary) ? [] : [summary]),
    ...(details === '' ? [] : [details]),
    lines.join('\n'),
    ...pastLines({ past: [], ...facts }),
  ]
  return {
    deliveryKey: facts.deliveryKey,
    pageId: facts.pageId,
    alertId: facts.alertId,
    priority: facts.priority,
    subject,
    text: [subject, ...paragraphs, `${words.open}: ${openUrl}`, words.page(facts.pageId)].join('\n\n'),
    html: noticeHtmlOf({ language, heading: subject, paragraphs, openUrl }),
    answerUrl: null,
    buttonToken: facts.buttonToken,
    replyCode: null,
    openUrl,
    language,
    event: {
      type: 'page.told',
      timestamp: facts.sentAt.toString({ smallestUnit: 'millisecond' }),
      data: {
        deliveryKey: facts.deliveryKey,
        page: { id: facts.pageId, openUrl },
        alert: { id: facts.alertId },
        priority: facts.priority,
        summary,
        details: details === '' ? null : details,
        service,
        team,
        channel: oneLine(facts.channel, 120),
        paged: facts.paged.map(({ name }) => oneLine(name, 120)),
        raisedAt: facts.raisedAt.toString({ smallestUnit: 'millisecond' }),
        isTest: facts.isTest,
      },
    },
  }
}

/** A test of a team's channel; with the code that proves it, where it was not proven yet. */
export function roomTestMessage(of: {
  readonly key: string
  readonly channel: string
  readonly code: string | null
  readonly person: string
  readonly language: Language
  readonly url: string
  readonly sentAt: Instant
}): Message {
  const { key, code, language } = of
  const words = roomWords[language]
  const channel = oneLine(of.channel, 120)
  const subject = words.testSubject(channel)
  const paragraphs = [
    words.testSay(oneLine(of.person, 120), channel),
    ...(code === null ? [] : [words.code(code, codeMinutes)]),
  ]
  const openUrl = `${of.url}/teams`
  return {
    deliveryKey: key,
    pageId: null,
    alertId: null,
    priority: null,
    subject,
    text: [subject, ...paragraphs, `${messageWords[language].open}: ${openUrl}`].join('\n\n'),
    html: noticeHtmlOf({ language, heading: subject, paragraphs, openUrl }),
    answerUrl: null,
    replyCode: null,
    openUrl,
    language,
    event: {
      type: 'channel.test',
      timestamp: of.sentAt.toString({ smallestUnit: 'millisecond' }),
      data: { deliveryKey: key, channel, ...(code === null ? {} : { code }) },
    },
  }
}

const mostPaged = 10

function pagedIn({ paged, language }: RoomFacts): string {
  if (paged.length === 0) return roomWords[language].nobodyPaged
  const named = paged.slice(0, mostPaged).map((one) => pagedAs(one, language))
  return `${named.join(', ')}${paged.length > mostPaged ? ` +${paged.length - mostPaged}` : ''}`
}

function pagedAs({ name, because }: RoomFacts['paged'][number], language: Language): string {
  const words = roomWords[language]
  const person = oneLine(name, 120)
  switch (because.kind) {
    case 'on_call':
      return words.onCall(person, oneLine(because.schedule ?? '', 120))
    case 'handing_over':
      return words.handingOver(person, oneLine(because.schedule ?? '', 120))
    case 'member':
      return words.member(person, oneLine(because.team ?? '', 120))
    case 'asked_for':
      return words.askedFor(person)
    case 'fallback':
      return words.fallback(person)
    case 'named':
    case 'shadow':
      return words.named(person)
  }
}
