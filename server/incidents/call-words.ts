// What whoever is called into an incident reads. An alert is seen by all: of a private incident it says nothing, and they read the rest there.
import type { OfferedRole } from '../../domain/incidents/offers.ts'
import type { Row } from '../db/tables.ts'

type Of = {
  readonly by: string
  readonly note: string
  readonly incident: Pick<Row<'incident'>, 'title' | 'is_private'>
}
type Words = { readonly summary: string; readonly details: string }

/** To help with it; `room` is the address where they talk, or empty. */
export function callWords(language: string, { by, note, incident, room }: Of & { readonly room: string }): Words {
  const { title, is_private: isPrivate } = incident
  const isKorean = language === 'ko'
  if (isPrivate) {
    const summary = isKorean
      ? `${by} 님이 비공개 장애 대응을 요청합니다`
      : `${by} asks you to help with a private incident`
    return { summary, details: '' }
  }
  const summary = isKorean
    ? `${by} 님이 장애 대응을 요청합니다: ${title}`
    : `${by} asks you to help with an incident: ${title}`
  const call = room === '' ? '' : `${isKorean ? '대응 회의 참여' : 'Join the call'}: ${room}`
  return { summary, details: [note, call].filter((line) => line !== '').join('\n') }
}

/** To take over a role: to acknowledge this is not to accept. */
export function offerCallWords(
  language: string,
  { by, role, note, incident }: Of & { readonly role: OfferedRole },
): Words {
  const { title } = incident
  const isKorean = language === 'ko'
  if (incident.is_private) {
    const summary = isKorean
      ? `${by} 님이 비공개 장애의 역할을 넘기려 합니다. 장애 화면에서 수락해 주세요`
      : `${by} offers you a role in a private incident: accept it there`
    return { summary, details: '' }
  }
  const summary = isKorean
    ? `${by} 님이 ${koreanRoles[role]} 역할을 넘기려 합니다. 장애 화면에서 수락해 주세요: ${title}`
    : `${by} offers you to take over as ${role}, accept it in the incident: ${title}`
  return { summary, details: note }
}

const koreanRoles: Readonly<Record<OfferedRole, string>> = {
  lead: '담당',
  commander: '지휘',
  communications: '소통',
  scribe: '기록',
}
