import * as z from 'zod'

/** A place with public holidays: a country of ISO 3166, or a part of one, such as `KR`, `DE-BY` or `US-CA`. */
export const place = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Za-z0-9]{1,12}){0,2}$/, 'Name a country or a part of one, for example DE, DE-BY or KR')
