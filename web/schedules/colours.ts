/** How many colours there are; Bars.module.css gives each its hue. */
const most = 8

/** The colour of a person among these people, as the number its style knows; names are always written beside it. */
export function colourOf(people: readonly string[], personId: string): number {
  return Math.max(0, people.indexOf(personId)) % most
}
