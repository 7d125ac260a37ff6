/** A night is from this hour to that on somebody's wall: one meaning for what a shift costs and for who carries how many. */
export const night = { fromHour: 22, untilHour: 7 } as const
