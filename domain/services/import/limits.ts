/** How large a file, or several together, may be. Apart from the shapes, for browsers. */
export const importBytes = 1_048_576
