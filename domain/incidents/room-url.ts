// Where people meet about an incident: a call, or a channel of a chat.

/** The address of one incident's room, by what its team wrote: `{incident}` stands for the number. Empty: nowhere. */
export function roomFrom(template: string, incidentId: number): string {
  return template.replaceAll('{incident}', String(incidentId))
}

/** Is this an address that may be opened from Baton: https, without a name and password in it? Empty says that there is none. */
export function isRoomUrl(text: string): boolean {
  return text === '' || /^https:\/\/[^\s/?#@:"<>\\]+(?::\d{1,5})?(?:[/?#][^\s"<>\\]*)?$/.test(text)
}
