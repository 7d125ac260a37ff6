// What a simulation comes to, without its milliseconds and numbers: what must be the same on both levels when nothing goes wrong.
import type { Judge } from './promises.ts'

/** One line for each alert, page and delivery, each named by the alert it is about. */
export function outcomeOf({ alerts, pages, deliveries }: Judge): readonly string[] {
  const pageName = (id: number | null) => {
    const page = id === null ? undefined : pages.get(id)
    return page ? `the ${page.plan} page of ${alerts.get(page.alertId)?.key}` : 'no page'
  }
  return [
    ...[...alerts.values()].map(
      ({ key, state, priority, count, pageId }) => `${key} P${priority} ${state} x${count} on ${pageName(pageId)}`,
    ),
    ...[...pages.values()].map(
      ({ id, state, loop, step, version, priority }) =>
        `${pageName(id)}: P${priority} ${state} at ${loop}.${step}, version ${version}`,
    ),
    ...[...deliveries.values()].map(
      ({ pageId, turn, contactId, channelId, state, attempts }) =>
        `${pageName(pageId)}, turn ${turn} to ${contactId?.slice(-3) ?? `room ${channelId?.slice(-3)}`}: ${state} after ${attempts}`,
    ),
  ].sort()
}
