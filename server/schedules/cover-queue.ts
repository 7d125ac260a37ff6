// Where notices about cover requests are queued.
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type NewNotice = {
  readonly personId: string
  readonly kind: string
  readonly subject: string
  readonly dueAt: Instant
}

export type NoticeText = {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly path: string
}

export type Teller = (
  db: Db,
  notice: {
    readonly personId: string
    readonly subject: string
    readonly language: 'en' | 'ko'
    readonly zone: Zone
  },
  now: Instant,
) => Promise<NoticeText | null>

export async function queueNotices(_tx: Db, _notices: readonly NewNotice[]): Promise<void> {}
