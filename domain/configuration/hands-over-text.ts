import * as z from 'zod'

const say = 'Expected a whole number of minutes'
const minutes = (least: number, most: number) =>
  z.int(say).min(least, `Expected at least ${least} minutes`).max(most, `Expected at most ${most} minutes`)

/** How long others wait for a handover, in minutes; `false`: shifts of the schedule change hands without one. */
export const HandsOverText = z.union([
  z.literal(false),
  z
    .strictObject({ grace: minutes(1, 720).default(15), valve: minutes(5, 1440).default(60) })
    .refine(({ grace, valve }) => grace <= valve, {
      path: ['valve'],
      error: 'Not before others are told: make it as long as the grace or longer',
    }),
])
