/** What a person on call answers for, in the order in which they are told. */
export const roles = ['primary', 'secondary', 'shadow'] as const
