/** As many entries as stand out on top of the log of a team. */
export const mostLogPins = 10
