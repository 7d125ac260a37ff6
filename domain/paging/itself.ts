// Baton pages itself, to see that pages go out. What it does so carries these marks, and reaches nobody.

/** The alert of such a page has no service, and a key that begins so. */
export const itselfKey = 'baton-itself:'

/** Where such a page goes: a channel that hands over to nobody. No contact can have it. */
export const sinkChannel = 'sink'

/** Whom it reaches: the page has a recipient as any other, and no person is it. */
export const nobody = ''

export function isItself(alert: { readonly service_id: string | null; readonly key: string }): boolean {
  return alert.service_id === null && alert.key.startsWith(itselfKey)
}
