// The shape of notices: messages to a person that are not pages.
import type { NoticeText } from '../../domain/schedules/notice.ts'
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type NewNotice = {
  readonly personId: string
  readonly kind: string
  /** '' where one notice speaks of everything. */
  readonly subject: string
  readonly dueAt: Instant
}

/** Queues notices; where one of the same kind and subject waits for the person already, the earlier time holds. */
export type QueueNotices = (tx: Db, notices: readonly NewNotice[]) => Promise<void>

/** What the notice says when it is sent; null: there is nothing to say any more. */
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

/** Until there are notices nobody is told but by the log and the screens. */
export const queueNotices: QueueNotices = async () => {}
