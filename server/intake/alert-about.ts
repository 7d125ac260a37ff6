// What the sender of a webhook hears once its events are durable; a few ask for the number of their alert.
import type { Answer } from '../../domain/intake/event.ts'
import type { Heard } from '../../domain/intake/foreign.ts'
import type { IntakeParts } from './http.ts'
import type { KnownSource } from './sources.ts'

type Parts = Pick<IntakeParts, 'batches' | 'openAlert'>

/** Looked up before too: whether an alert is new, or which one was closed, cannot be seen afterwards. */
export async function acceptAndAnswer(
  { batches, openAlert }: Parts,
  source: KnownSource,
  read: Heard,
): Promise<Answer> {
  const { events, answer, answerAbout } = read
  const event = answerAbout && events[0]
  const before = event ? await openAlert(source, event.key) : null
  await batches.accept(source, events)
  if (!answerAbout) return answer
  const id = event?.action === 'trigger' ? await openAlert(source, event.key) : before
  return answerAbout(id === null ? null : { id, serviceId: source.serviceId, isNew: id !== before })
}
